/**
 * What a script says, as it says it where Deno is installed: started by npx alone, as these tests may have been, it
 * tells its user to call Deno by npx.
 */
export function asInstalled(text: string): string {
  return text.replaceAll(`npx -y deno@${Deno.version.deno} `, "deno ");
}
