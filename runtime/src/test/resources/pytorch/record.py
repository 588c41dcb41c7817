"""Records losses, optimizers and schedules of PyTorch, for the tests of the package train.

Run by hand with any PyTorch (the files beside this script are from Debian's 1.13.1):

    python3 record.py

The tests read the JSON files only.
"""

import json
import math
import pathlib

import numpy
import torch
import torch.nn.functional as F

HERE = pathlib.Path(__file__).parent


def floats(tensor):
    """The values as numbers that, read as 32-bit floats, are exactly the tensor's."""
    return [float(str(numpy.float32(x))) for x in tensor.detach().reshape(-1).tolist()]


def doubles(tensor):
    return [float(x) for x in tensor.detach().reshape(-1).tolist()]


def write(name, cases):
    text = "[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n"
    (HERE / name).write_text(text)


def losses():
    torch.manual_seed(1)
    cases = []

    def record(name, loss, logits, labels=None, vectors=None, smoothing=0.0):
        # In double precision from the same 32-bit inputs: the tests may ask for all of a float.
        x = logits.double().requires_grad_()
        if loss == "crossEntropy":
            target = labels if labels is not None else vectors.double()
            value = F.cross_entropy(x, target, label_smoothing=smoothing)
        elif loss == "meanSquaredError":
            value = F.mse_loss(x, vectors.double())
        else:
            value = F.binary_cross_entropy_with_logits(x, vectors.double())
        value.backward()
        cases.append({
            "name": name, "loss": loss, "batch": logits.shape[0], "units": logits.shape[1],
            "smoothing": smoothing, "output": floats(logits),
            "labels": None if labels is None else labels.tolist(),
            "vectors": None if vectors is None else floats(vectors),
            "value": float(value), "gradient": doubles(x.grad)})

    for batch, classes in [(1, 2), (3, 5), (7, 10), (4, 17)]:
        labels = torch.randint(classes, (batch,))
        record(f"labels {batch}x{classes}", "crossEntropy", torch.randn(batch, classes) * 3, labels)
        record(f"smoothed {batch}x{classes}", "crossEntropy", torch.randn(batch, classes), labels,
               smoothing=0.1)
        record(f"large {batch}x{classes}", "crossEntropy", torch.randn(batch, classes) * 1e4, labels)
        soft = torch.softmax(torch.randn(batch, classes), 1)
        record(f"probabilities {batch}x{classes}", "crossEntropy", torch.randn(batch, classes),
               vectors=soft)
        record(f"smoothed probabilities {batch}x{classes}", "crossEntropy",
               torch.randn(batch, classes), vectors=soft, smoothing=0.3)
    record("smoothed whole", "crossEntropy", torch.randn(3, 4), torch.tensor([0, 3, 1]), smoothing=1.0)
    for batch, units in [(1, 1), (3, 5), (8, 2)]:
        record(f"{batch}x{units}", "meanSquaredError", torch.randn(batch, units),
               vectors=torch.randn(batch, units))
        record(f"far {batch}x{units}", "meanSquaredError", torch.randn(batch, units) * 1e4,
               vectors=torch.randn(batch, units))
        record(f"{batch}x{units}", "binaryCrossEntropy", torch.randn(batch, units) * 2,
               vectors=torch.randint(2, (batch, units)).float())
        record(f"soft {batch}x{units}", "binaryCrossEntropy", torch.randn(batch, units) * 2,
               vectors=torch.rand(batch, units))
        record(f"large {batch}x{units}", "binaryCrossEntropy", torch.randn(batch, units) * 300,
               vectors=torch.randint(2, (batch, units)).float())
    write("losses.json", cases)


def optimizers():
    makers = {
        "sgd": lambda p: torch.optim.SGD([p], lr=0.1),
        "sgd decay": lambda p: torch.optim.SGD([p], lr=0.05, weight_decay=0.1),
        "sgd momentum": lambda p: torch.optim.SGD([p], lr=0.1, momentum=0.9),
        "sgd momentum decay": lambda p: torch.optim.SGD([p], lr=0.1, momentum=0.8, weight_decay=5e-4),
        "sgd nesterov": lambda p: torch.optim.SGD([p], lr=0.02, momentum=0.9, nesterov=True,
                                                  weight_decay=0.01),
        "adam": lambda p: torch.optim.Adam([p], lr=1e-3),
        "adam decay": lambda p: torch.optim.Adam([p], lr=0.01, betas=(0.8, 0.99), eps=1e-6,
                                                 weight_decay=0.05),
        "adamw": lambda p: torch.optim.AdamW([p], lr=1e-3),
        "adamw decay": lambda p: torch.optim.AdamW([p], lr=0.02, betas=(0.7, 0.95), eps=1e-5,
                                                   weight_decay=0.2),
    }
    cases = []
    for name, maker in makers.items():
        torch.manual_seed(2)
        start = torch.randn(37)
        # Scales from 1e-6 to 1e2; some gradients are zero.
        scale = 10.0 ** torch.linspace(-6, 2, 37)
        scale[5] = 0
        p = start.clone().requires_grad_()
        optimizer = maker(p)
        steps = []
        for step in range(12):
            p.grad = torch.randn(37) * scale
            optimizer.step()
            steps.append({"gradient": floats(p.grad), "parameters": floats(p)})
        cases.append({"name": name, "start": floats(start), "steps": steps})
    write("optimizers.json", cases)


def schedules():
    from torch.optim import lr_scheduler as s
    makers = {
        "step 3 0.1": lambda o: s.StepLR(o, 3, 0.1),
        "step 1 0.97": lambda o: s.StepLR(o, 1, 0.97),
        "cosine 10": lambda o: s.CosineAnnealingLR(o, 10),
        "cosine 7 0.001": lambda o: s.CosineAnnealingLR(o, 7, eta_min=0.001),
        "warmUp 4 constant": lambda o: s.LinearLR(o, start_factor=1 / 5, total_iters=4),
        "warmUp 5 0.01 constant": lambda o: s.LinearLR(o, start_factor=0.01, total_iters=5),
        "warmUp 4 cosine 12": lambda o: s.SequentialLR(
            o, [s.LinearLR(o, start_factor=1 / 5, total_iters=4), s.CosineAnnealingLR(o, 12)], [4]),
        "warmUp 3 step 2 0.5": lambda o: s.SequentialLR(
            o, [s.LinearLR(o, start_factor=1 / 4, total_iters=3), s.StepLR(o, 2, 0.5)], [3]),
    }
    cases = []
    for name, maker in makers.items():
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.2)
        schedule = maker(optimizer)
        rates = []
        for _ in range(25):
            rates.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            schedule.step()
        cases.append({"name": name, "base": 0.2, "rates": rates})
    write("schedules.json", cases)


losses()
optimizers()
schedules()
