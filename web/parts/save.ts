/** Saves a URL's content as a file, where the browser saves its downloads. */
export function saveUrl(url: string, name: string): void {
  const link = document.createElement("a");
  [link.href, link.download] = [url, name];
  link.click();
}

/** Saves bytes or a text as a file. */
export function saveFile(content: Uint8Array<ArrayBuffer> | string, name: string): void {
  const url = URL.createObjectURL(new Blob([content]));
  saveUrl(url, name);
  setTimeout(() => URL.revokeObjectURL(url), 10_000); // the browser has read it by then
}
