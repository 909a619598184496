/** Door to dejavu-fonts-ttf: a typeface with Greek letters, for machines that have none at all. */
// The import makes Deno fetch the package; its files are then found by their specifiers, each in full, so that
// tools that publish code can follow it.
import "npm:dejavu-fonts-ttf@2.37.3/package.json" with { type: "json" };

/** The file URLs of the regular and the bold typeface. */
export function dejavuUrls(): URL[] {
  return [
    import.meta.resolve("npm:dejavu-fonts-ttf@2.37.3/ttf/DejaVuSans.ttf"),
    import.meta.resolve("npm:dejavu-fonts-ttf@2.37.3/ttf/DejaVuSans-Bold.ttf"),
  ].map((url) => new URL(url));
}
