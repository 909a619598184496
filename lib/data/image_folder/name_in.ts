/** The path of a file from its folder on: of `pictures/cats/1.png` in `pictures/`, `cats/1.png`. */
export function nameIn(folder: string, path: string): string {
  const root = folder.replace(/(?<=.)[/\\]+$/, "");
  return path.startsWith(root) ? path.slice(root.length).replace(/^[/\\]+/, "") : path;
}
