/** Door to dejavu-fonts-ttf: a typeface with Greek letters, for machines that have none at all. */
// The import makes Deno fetch the package; its files are then found by their specifiers.
import "npm:dejavu-fonts-ttf@2.37.3/package.json" with { type: "json" };

/** The file URL of one of the package's typefaces, for instance `DejaVuSans-Bold.ttf`. */
export function dejavuUrl(file: string): URL {
  return new URL(import.meta.resolve(`npm:dejavu-fonts-ttf@2.37.3/ttf/${file}`));
}
