/** The program that opens an address in the user's browser, with the words before the address. */
function opener(): readonly [program: string, ...args: string[]] {
  switch (Deno.build.os) {
    case "darwin":
      return ["open"];
    case "windows":
      return ["rundll32", "url.dll,FileProtocolHandler"];
    default:
      return ["xdg-open"];
  }
}

/**
 * Opens an address in the user's browser, which outlives this process.
 *
 * @returns why it could not be opened; `undefined` if it was
 */
export async function openBrowser(address: string): Promise<string | undefined> {
  const [program, ...args] = opener();
  try {
    const child = new Deno.Command(program, {
      args: [...args, address],
      stdin: "null",
      stdout: "null",
      stderr: "null",
      detached: true, // or Ctrl-C would end a browser that it started
    }).spawn();
    child.unref();
    const { code } = await child.status;
    return code === 0 ? undefined : `${program} ended with status ${code}`;
  } catch (error) {
    return error instanceof Deno.errors.NotFound
      ? `there is no program ${program} here`
      : (error as Error).message;
  }
}
