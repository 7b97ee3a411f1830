import json

import pytest

from grader.sources import flags_of, read_submission


def said(tmp_path, *sources):
    cells = [{"cell_type": "code", "source": source} for source in sources]
    (tmp_path / "hw.ipynb").write_text(json.dumps({"nbformat": 4, "cells": cells}))
    return [str(each.what) for each in flags_of(read_submission(tmp_path / "hw.ipynb"))]


PLAIN = (
    "%matplotlib inline\nimport numpy as np\nimport torch\nimport time\nimport os, sys, gc, math\n"
    "import matplotlib.pyplot as plt\nfrom torch import nn, optim, tensor\n"
    "import torch.nn.functional as F\nfrom http import HTTPStatus\nfrom urllib.parse import quote\n"
    "device = 'cuda:0' if torch.cuda.is_available() else 'cpu'",
    "!pip install torch numpy\n!nvidia-smi\n%cd /content",
    "from google.colab import drive\ndrive.mount('/content/drive')\n"
    "data = open('/content/drive/MyDrive/data.csv').read()\n"
    "IN_COLAB = 'google.colab' in sys.modules",
    """# python decorator to record function execution time
def timer(func):
    def wrapper(*args, **kwargs):
        start_time = time.time()
        result = func(*args, **kwargs)
        end_time = time.time()
        computation_time = end_time - start_time
        print(f"Execution time of {func.__name__}: {computation_time} seconds")
        return computation_time
    return wrapper

@timer
def take_abs_using_for_loop(array):
  for i in range(len(array)):
    array[i] = np.abs(array[i])
  return array
""",
    "np.random.seed(0)\ntorch.manual_seed(0)\ntorch.backends.cudnn.deterministic = True\n"
    "torch.set_printoptions(precision=4)\ngc.collect()\ntorch.cuda.empty_cache()",
    "with open('data.csv') as f:\n    rows = f.readlines()\ngetattr(rows, 'shape', None)\n"
    "arr = np.loadtxt('data/x.csv')\nopen('out.txt', 'w').write('1/2')",
    "tensor = tensor([1., 2.], requires_grad=True)\n"
    "tensor.requires_grad = True\ntensor.grad = None",
    """class Net(nn.Module):
    def __init__(self, **settings):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(3, 3)])
        for key, value in settings.items():
            setattr(self, key, value)
    def forward(self, x):
        return F.relu(self.layers[0](x))
model = Net(); model.eval(); model.weight = nn.Parameter(torch.ones(3))
model = torch.compile(model)
optimizer = optim.SGD(model.parameters(), lr=0.1)
torch.save(model.state_dict(), 'model.pt'); model.load_state_dict(torch.load('model.pt'))""",
    "sum = 0\nfor i in range(3):\n    sum += i\n"
    "list = [1]\nx = np.pi\nx = torch.ones(3)\nx.data = x",
    "텐서 = torch.ones(3)\nx_평균 = 텐서.mean()\nΔx = 0.1\nθ1, σ_x = 1, 2\nprint('Ｘ', x_평균)",
    "print('\\d', x[0].item(), __name__)\n"
    "sys.path.append('lib')\nos.makedirs('out', exist_ok=True)",
    "def compile(x):\n    return x\ncompile('a')\nimport re\nre.compile('a')",
    "if __name__ == '__main__':\n    sys.exit(0)",
    "torch.from_numpy(np.ones(3))[0] = 5\nx = {}\nx['a'] = 1\nx.update(b=2)\n"
    "sys.stdout = sys.stderr",
)


@pytest.mark.parametrize("source", [pytest.param(each, id=each[:20]) for each in PLAIN])
def test_plain_course_code_raises_no_flag(tmp_path, source):
    assert said(tmp_path, PLAIN[0], source) == []


def test_plain_course_code_raises_no_flag_all_together(tmp_path):
    assert said(tmp_path, *PLAIN[:6], *PLAIN[7:]) == []
