"""The pixels' statistics by numpy, in float64, of an IDX file of images, as one line of JSON.

    python3 tests/numpy/pixel_eigenvalues.py FOLDER > fixtures/reference/pixel-eigenvalues.json
"""

import json
import sys

import numpy

images = numpy.fromfile(sys.argv[1] + "/train-images-idx3-ubyte", numpy.uint8, offset=16)
images = images.reshape(-1, 784)
total = numpy.zeros((784, 784))
for start in range(0, len(images), 10000):
    x = images[start : start + 10000] / 255
    total += x.T @ x
mean = images.mean(axis=0) / 255
covariance = total / len(images) - numpy.outer(mean, mean)
# A pixel that never varies is known, and takes no part.
varies = numpy.diag(covariance) > 1e-12
p = mean[varies]
bits = numpy.sqrt(p * (1 - p))
scaled = covariance[numpy.ix_(varies, varies)] / numpy.outer(bits, bits)
entropy = -(p * numpy.log(p) + (1 - p) * numpy.log(1 - p)).sum()
print(
    json.dumps(
        {
            "numpy": numpy.__version__,
            "images": len(images),
            "eigenvalues": numpy.linalg.eigvalsh(covariance)[::-1].tolist(),
            "scaledEigenvalues": numpy.linalg.eigvalsh(scaled)[::-1].tolist(),
            "meanImageCrossEntropy": entropy,
        }
    )
)
