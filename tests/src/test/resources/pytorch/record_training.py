"""Records how PyTorch trains a small network, for TrainingTrajectoryTest.

Run by hand with any PyTorch (the file beside this script is from Debian's 1.13.1):

    python3 record_training.py

The test reads the JSON file only.
"""

import json
import pathlib

import numpy
import torch
import torch.nn as nn

HERE = pathlib.Path(__file__).parent
IMAGES, BATCH, EPOCHS = 36, 8, 4


def floats(tensor):
    """The values as numbers that, read as 32-bit floats, are exactly the tensor's."""
    return [float(str(numpy.float32(x))) for x in tensor.detach().reshape(-1).tolist()]


class Net(nn.Module):
    """The network that TrajectoryNet declares; the parameters' names are Conform's."""

    def __init__(self):
        super().__init__()
        self.c1 = nn.Conv2d(2, 5, 3, padding=1)
        self.c2 = nn.Conv2d(5, 6, 3, padding=1, bias=False)
        self.c2_bn = nn.BatchNorm2d(6)
        self.hidden = nn.Linear(24, 12)
        self.logits = nn.Linear(12, 4)

    def forward(self, x):
        x = nn.functional.max_pool2d(torch.relu(self.c1(x)), 2)
        x = torch.relu(self.c2_bn(self.c2(x)))
        x = nn.functional.avg_pool2d(x, 2)
        x = torch.tanh(self.hidden(x.flatten(1)))
        return self.logits(x)


def state(net):
    return {name.replace("c2_bn", "c2.bn"): floats(value)
            for name, value in net.state_dict().items() if "num_batches" not in name}


torch.manual_seed(7)
images = torch.randint(-16, 17, (IMAGES, 2, 8, 8)).float() / 8
labels = torch.randint(0, 4, (IMAGES,))
images[torch.arange(IMAGES), labels % 2, labels // 2 * 4] += 2  # something to learn
start = Net()

runs = {}
for name, optimizer in {
    "sgd": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, weight_decay=1e-3),
    "adam": lambda p: torch.optim.Adam(p, lr=0.01),
}.items():
    net = Net()
    net.load_state_dict(start.state_dict())
    net.double()  # the test allows for the rounding of 32 bits
    step = optimizer(net.parameters())
    losses = []
    for _ in range(EPOCHS):
        for first in range(0, IMAGES, BATCH):
            x, y = images[first:first + BATCH].double(), labels[first:first + BATCH]
            step.zero_grad()
            loss = nn.functional.cross_entropy(net(x), y)
            loss.backward()
            step.step()
            losses.append(loss.item())
    net.eval()
    scores = net(images.double())
    runs[name] = {
        "losses": losses, "end": state(net),
        "loss": nn.functional.cross_entropy(scores, labels).item(),
        "accuracy": (scores.argmax(1) == labels).double().mean().item()}

text = json.dumps({"batch": BATCH, "epochs": EPOCHS, "images": floats(images),
                   "labels": labels.tolist(), "start": state(start), "runs": runs})
(HERE / "training.json").write_text(text.replace("], ", "],\n") + "\n")
