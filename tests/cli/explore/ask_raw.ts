/**
 * Sends requests to a server, byte for byte, each over a connection of its own that is opened before the first
 * request is sent.
 *
 *     deno run --allow-net=HOSTNAME tests/cli/explore/ask_raw.ts HOSTNAME PORT < requests.json
 *
 * Standard input is a list of texts, each character of which is a byte; standard output is the list of
 * all that came back, in the same way.
 */
const [hostname, port] = Deno.args;

const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const textOf = (bytes: Uint8Array) => new TextDecoder("latin1").decode(bytes);

/** What came back; nothing, where the server broke the connection off. */
async function answerOf(connection: Deno.Conn, request: string): Promise<string> {
  const bytes = bytesOf(request);
  try {
    for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
    return textOf(await new Response(connection.readable).bytes());
  } catch (error) {
    const { ConnectionReset, BrokenPipe } = Deno.errors;
    if (error instanceof ConnectionReset || error instanceof BrokenPipe) return "";
    throw error;
  }
}

if (import.meta.main) {
  const requests: string[] = await new Response(Deno.stdin.readable).json();
  const connections = await Promise.all(
    requests.map(() => Deno.connect({ hostname, port: Number(port) })),
  );
  const answers = await Promise.all(connections.map((each, i) => answerOf(each, requests[i])));
  console.log(JSON.stringify(answers));
}
