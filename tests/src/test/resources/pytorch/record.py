"""Records what PyTorch computes, for Conform's tests to be compared with.

Run with PyTorch 1.13 (Debian: apt-get install python3-torch), in this folder:

    python3 record.py

It writes kernels.json, lenet5.json and small.json here. Everything is float64. Inputs and parameters
are not recorded but drawn by the integer formula `draw`, which the tests repeat.
"""
import json
import math

import torch
import torch.nn.functional as F
from torch import nn

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


def draw(salt, *shape):
    """Values from -1 to 1: a 32-bit hash of salt and place."""
    values = []
    for i in range(math.prod(shape)):
        h = (i + 1 + salt * 1000003) * 2654435761 % 2**32
        h ^= h >> 15
        h = h * 2246822519 % 2**32
        h ^= h >> 13
        values.append(h / 2**31 - 1)
    return torch.tensor(values).reshape(shape)


def plain(value):
    """JSON has neither NaN nor infinity: they become strings."""
    if isinstance(value, torch.Tensor):
        return plain(value.detach().tolist())
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value


def write(name, data):
    with open(name, "w") as out:
        out.write("{\n" + ",\n".join(f"{json.dumps(k)}: {json.dumps(plain(v))}" for k, v in data.items()) + "\n}\n")


def activations():
    special = [0.0, float("nan"), float("inf"), -float("inf"), 1e-300, -1e-300, 40.0, -40.0, 7.3, -7.3, 6.0]
    x = torch.cat([torch.tensor(special), 4 * draw(1, 50)]).requires_grad_()
    functions = {
        "RELU": F.relu,
        "RELU6": F.relu6,
        "LEAKY_RELU": lambda v: F.leaky_relu(v, 0.3),
        "SIGMOID": torch.sigmoid,
        "TANH": torch.tanh,
        "SILU": F.silu,
        "GELU": F.gelu,
        "GELU_TANH": lambda v: F.gelu(v, approximate="tanh"),
    }
    result = {"x": plain(x)}
    for name, function in functions.items():
        y = function(x)
        (gradient,) = torch.autograd.grad(y.sum(), x)
        result[name] = {"y": plain(y), "dx": plain(gradient)}
    return result


def losses():
    logits = (3 * draw(2, 4, 5)).requires_grad_()
    result = {}
    for name, loss in {
        "crossEntropy": F.cross_entropy(logits, torch.tensor([1, 0, 4, 4])),
        "squaredError": F.mse_loss(logits, draw(3, 4, 5)),
        "binaryCrossEntropy": F.binary_cross_entropy_with_logits(logits, draw(4, 4, 5).abs()),
    }.items():
        (gradient,) = torch.autograd.grad(loss, logits, retain_graph=True)
        result[name] = {"loss": loss.item(), "gradient": plain(gradient.flatten())}
    return result


def optimizers():
    """Five steps with gradients that do not depend on the parameter."""
    result = {}
    for name, make in {
        "sgd": lambda p: torch.optim.SGD(p, lr=0.1),
        "momentum": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, weight_decay=0.01),
        "nesterov": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, weight_decay=0.01, nesterov=True),
        "adam": lambda p: torch.optim.Adam(p, lr=0.01, betas=(0.8, 0.95), eps=1e-6, weight_decay=0.02),
        "adamw": lambda p: torch.optim.AdamW(p, lr=0.01, betas=(0.8, 0.95), eps=1e-6, weight_decay=0.02),
    }.items():
        parameter = nn.Parameter(draw(5, 7))
        optimizer = make([parameter])
        steps = []
        for step in range(5):
            parameter.grad = draw(6 + step, 7)
            optimizer.step()
            steps.append(plain(parameter))
        result[name] = steps
    return result


def max_pool_with_nan():
    """No two NaN in a window: PyTorch keeps the last of them, Conform the first."""
    x = draw(20, 1, 1, 5, 6)
    x[0, 0, 1, 1] = float("nan")
    x[0, 0, 4, 5] = float("-inf")
    y, indices = F.max_pool2d(x, 3, 2, 1, return_indices=True)
    return {"y": plain(y.flatten()), "indices": indices.flatten().tolist()}


def named(name):
    """A layer's batch norm is called layer.bn in Conform; a PyTorch attribute has no dot."""
    return name.replace("_bn.", ".bn.")


def gradients(module):
    """Of each parameter: Euclidean norm, sum, and twelve values evenly spread."""
    result = {}
    for name, parameter in module.named_parameters():
        g = parameter.grad.flatten()
        places = [i * g.numel() // 12 for i in range(12)]
        result[named(name)] = {"norm": g.norm().item(), "sum": g.sum().item(), "places": places, "values": plain(g[places])}
    return result


def fill(module):
    """Parameters by their place in the module, bounded by 1/sqrt(fan in) as PyTorch does."""
    for salt, (name, parameter) in enumerate(module.named_parameters()):
        with torch.no_grad():
            if "bn" in name:
                parameter.copy_((1 if name.endswith("weight") else 0) + draw(100 + salt, *parameter.shape) / 4)
            else:
                owner = module.get_submodule(name.rsplit(".", 1)[0])
                fan_in = owner.weight[0].numel()
                parameter.copy_(draw(100 + salt, *parameter.shape) / math.sqrt(fan_in))


class LeNet5(nn.Module):
    def __init__(self):
        super().__init__()
        self.c1 = nn.Conv2d(1, 6, 5)
        self.c3 = nn.Conv2d(6, 16, 5)
        self.f5 = nn.Linear(400, 120)
        self.f6 = nn.Linear(120, 84)
        self.logits = nn.Linear(84, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.c1(x)), 2)
        x = F.max_pool2d(F.relu(self.c3(x)), 2)
        x = F.relu(self.f5(x.flatten(1)))
        return self.logits(F.relu(self.f6(x)))


class Small(nn.Module):
    """Groups, dilation, asymmetric padding, batch norm over channels and units, average pools."""

    def __init__(self):
        super().__init__()
        self.a = nn.Conv2d(3, 8, 3, padding=1, bias=False)
        self.a_bn = nn.BatchNorm2d(8)
        self.b = nn.Conv2d(8, 12, (3, 2), stride=(2, 1), dilation=(1, 2), groups=4)
        self.b_bn = nn.BatchNorm2d(12, momentum=0.25, eps=1e-3)
        self.c = nn.Conv2d(12, 12, 3, padding=2, dilation=2, groups=12)
        self.d = nn.Linear(12 * 2 * 3, 9, bias=False)
        self.d_bn = nn.BatchNorm1d(9)
        self.logits = nn.Linear(9, 4)

    def forward(self, x):
        x = F.silu(self.a_bn(self.a(x)))
        x = self.b_bn(self.b(F.pad(x, (1, 0, 0, 2))))  # left 1, bottom 2
        x = F.avg_pool2d(F.leaky_relu(x, 0.2), 2, 1, padding=1, count_include_pad=False)
        x = F.avg_pool2d(F.gelu(self.c(x)), 3, 3, ceil_mode=True)
        x = torch.tanh(self.d_bn(self.d(x.flatten(1))))
        return self.logits(x)


def train(module, images, labels, steps, optimizer):
    trajectory = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = F.cross_entropy(module(images), labels)
        loss.backward()
        optimizer.step()
        trajectory.append(loss.item())
    return trajectory


def network(module, images, labels):
    fill(module)
    result = {"parameters": [named(name) for name, _ in module.named_parameters()], "labels": labels}
    labels = torch.tensor(labels)
    module.train()
    logits = module(images)
    loss = F.cross_entropy(logits, labels)
    loss.backward()
    result["trainingLogits"] = plain(logits.flatten())
    result["loss"] = loss.item()
    result["gradients"] = gradients(module)
    result["running"] = {
        named(name): plain(buffer) for name, buffer in module.named_buffers() if "running" in name
    }
    module.eval()
    result["inferenceLogits"] = plain(module(images).flatten())
    module.train()
    optimizer = torch.optim.SGD(module.parameters(), lr=0.05, momentum=0.9, weight_decay=0.001)
    result["sgd"] = train(module, images, labels, 8, optimizer)
    optimizer = torch.optim.AdamW(module.parameters(), lr=0.002)
    result["adamw"] = train(module, images, labels, 8, optimizer)
    return result


def main():
    write(
        "kernels.json",
        {
            "activations": activations(),
            "losses": losses(),
            "optimizers": optimizers(),
            "maxPoolWithNan": max_pool_with_nan(),
        },
    )
    write("lenet5.json", network(LeNet5(), draw(50, 4, 1, 32, 32), [3, 9, 0, 5]))
    write("small.json", network(Small(), draw(51, 5, 3, 9, 7), [0, 3, 1, 1, 2]))


if __name__ == "__main__":
    main()
