import { breather } from "../../data/breather.ts";
import type { DataSet } from "../../data/data_set.ts";
import { checkVariety } from "../../data/variety.ts";
import { optimumPoints } from "../../figure/optimum_panels.ts";
import { predictionSpecification } from "../../figure/prediction_specification.ts";
import type { LabReport } from "../../report/lab_report.ts";
import { countText } from "../../report/number_cell.ts";
import { chartFigure } from "../../report/report_figure.ts";
import { largestEigenvalues, predictedOptima } from "../../theory/prediction_tables.ts";
import { spectra } from "../../theory/spectra.ts";
import { checkTheorySize } from "../../theory/theory_size.ts";
import { UserError } from "../../user_error.ts";

/** Theory before training; where these images have none, a sentence that says why. */
export async function predictionPart(
  data: DataSet,
  latentSize: number,
): Promise<LabReport["prediction"]> {
  try {
    checkVariety(data);
    checkTheorySize(data);
  } catch (error) {
    if (error instanceof UserError) return `Nothing is predicted here: ${error.message}`;
    throw error;
  }
  const breathe = breather(); // so that Ctrl-C, which waits for a pause, is not kept waiting for all of it
  const { gaussian } = spectra(data);
  await breathe();
  const { eigenvalues, collapsed, critical } = gaussian;
  const layout = { latentSize, stacked: true };
  const title = `Before any training: ${countText(data.count)} images of ${data.name}`;
  return {
    ...{ meanImageError: collapsed, criticalBeta: critical, latentSize },
    eigenvalues: largestEigenvalues(gaussian),
    optima: predictedOptima(gaussian, latentSize),
    figure: await chartFigure(predictionSpecification(eigenvalues, { ...layout, title }), {
      id: "prediction",
      caption:
        "The eigenvalues; over $\\beta$, the weight of the KL term, how many units the best linear VAE " +
        "has in use, and its loss in parts",
      alt:
        `The eigenvalues of the pixels' covariance fall from ${
          eigenvalues[0].toFixed(2)
        }; the units in ` +
        `use at the optimum fall to none at beta ${critical.toFixed(2)}, where the loss reaches ` +
        `${collapsed.toFixed(2)}.`,
      tables: [
        {
          name: "eigenvalues",
          rows: [...eigenvalues].map((eigenvalue, i) => ({ i: i + 1, eigenvalue })),
        },
        {
          name: "optimum",
          rows: optimumPoints(eigenvalues, latentSize).map(
            ({ beta, activeUnits, paying, loss, reconstruction, kl }) => ({
              ...{ beta, activeUnits, activeUnitsOfAnyNumber: paying, loss, reconstruction, kl },
            }),
          ),
        },
      ],
    }),
  };
}
