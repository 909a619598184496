import { writePicture } from "../../experiment/write_picture.ts";
import { transitionFigure } from "../../figure/transition_figure.ts";

/** The jump that the figure draws as the rival of the continuous curve, in nats. */
const RIVAL = 0.05;

/** `transition.png`: panels over the weight, from both sides. */
export async function drawTransition(
  folder: { write(name: string, content: Uint8Array): Promise<void> },
  title: string,
  images: number,
  panels: Parameters<typeof transitionFigure>[0]["panels"],
): Promise<void> {
  const canvas = await transitionFigure({
    ...{ title, panels, jump: RIVAL },
    subtitle:
      `${images} images; each weight reached from both sides. Dashed: theory's curve with a jump of ${RIVAL} nats`,
  });
  await writePicture(folder, "transition.png", canvas);
}
