/** The programs in docs/examples, run as their headers say, on a few images. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { fileURLToPath } from "node:url";
import { decodePng } from "../../lib/figure/png.ts";
import { itNeeds, type Right } from "../needs.ts";
import { withFolder } from "../scripts/run_task.ts";

const rights: Right[] = ["read", "write", "run", "ffi"];
const example = (name: string) =>
  fileURLToPath(new URL(`../../docs/examples/${name}`, import.meta.url));

itNeeds(
  rights,
  "docs/examples/vae.ts trains, prints the parts of its loss, and draws",
  async () => {
    const file = example("vae.ts");
    const text = await Deno.readTextFile(file);
    assert(text.split("\n").length <= 125, "it is one page");
    const [, flags] = text.match(/^ \* +deno run (.*) docs\/examples\/vae\.ts$/m)!;
    await withFolder(async (folder) => {
      const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "--no-prompt", "--quiet", ...flags.split(" "), file, "512", "2"],
        cwd: folder,
        env: { NO_COLOR: "1" },
      }).output();
      const said = new TextDecoder().decode(stdout);
      assertEquals([code, new TextDecoder().decode(stderr)], [0, ""]);
      assertMatch(said, /^512 training images, 10000 test images, backend \w+$/m);

      // Each line's parts add up to its loss, and both epochs are lower than the first batch.
      const lines = said.matchAll(
        /^epoch (\d)(, batch 0)?: loss (\S+) = .* = (\S+) \+ (\S+) \* (\S+)$/gm,
      );
      const losses = [...lines].map(([, epoch, batch, ...numbers]) => {
        const [loss, reconstruction, weight, kl] = numbers.map(Number);
        assertEquals(weight, Number(epoch) / 5);
        assert(Math.abs(reconstruction + weight * kl - loss) < 0.02, `${numbers}`);
        return { batch, loss };
      });
      assertEquals(losses.map(({ batch }) => batch !== undefined), [true, false, true, false]);
      assert(losses[3].loss < losses[1].loss && losses[1].loss < losses[0].loss);

      // PCA of the first 512 images at weight 0.4, which two epochs do not reach.
      const number = (pattern: RegExp) => Number(said.match(pattern)?.[1]);
      const best = number(/^the best linear VAE's loss: (\S+)$/m);
      const reached = number(/^training: loss (\S+); state: \w/m);
      assert(best > 20 && best < 50 && reached > best && reached < 200, `${best}, ${reached}`);
      assertEquals(said.match(/KL of each in nats: (.*)$/m)?.[1].split(" ").length, 8);

      const sizes = { reconstructions: 2, samples: 4, interpolation: 1 };
      for (const [name, rows] of Object.entries(sizes)) {
        assertMatch(said, new RegExp(`^out/vae/${name}\\.png$`, "m"));
        const picture = await decodePng(await Deno.readFile(`${folder}/out/vae/${name}.png`));
        assertEquals([picture.width, picture.height], [2 * (25 * 30 + 2), 2 * (rows * 30 + 2)]);
        const brightest = picture.pixels.reduce(
          (most, value, i) => i % 4 === 3 ? most : Math.max(most, value),
          0,
        );
        assert(brightest > (name === "reconstructions" ? 250 : 60), `${name}: ${brightest}`);
      }
    });
  },
);
