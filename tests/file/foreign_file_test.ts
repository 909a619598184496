import { assert, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { foreignFile } from "../../lib/file/foreign_file.ts";
import { readSafetensors, writeSafetensors } from "../../lib/file/safetensors.ts";
import { UserError } from "../../lib/user_error.ts";

/** A file of these characters, each a byte. */
const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** A zip archive as far as the name of its first member. */
const zip = (member: string) =>
  `PK\x03\x04${"\0".repeat(22)}${String.fromCharCode(member.length)}\0\0\0${member}${
    "Z".repeat(60)
  }`;

const POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 1772168\n";

for (
  const [what, text, message] of [
    ["an empty file", "", "an empty file (0 bytes)"],
    [
      "torch.save's file",
      zip("archive/data.pkl"),
      "a file that PyTorch's torch.save or torch.jit.save wrote",
    ],
    [
      "torch.jit.save's file",
      zip("jit/data/0"),
      "a file that PyTorch's torch.save or torch.jit.save wrote",
    ],
    [
      "torch.save's old file",
      "\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.\x80\x02M\xe9\x03.",
      "wrote in its format from before 1.6",
    ],
    ["a pickle", "\x80\x04\x95\x9f\0\0\0\0\0\0\0}\x94(", "a Python pickle"],
    ["an old pickle", "\x80\x02}q\0(X\x14\0\0\0", "a Python pickle"],
    ["an .npz", zip("encoder.net.0.weight.npy"), "NumPy arrays (.npz)"],
    ["an .npy", "\x93NUMPY\x01\0v\0{'descr'", "one NumPy array (.npy)"],
    ["another zip", zip("readme.txt"), "packed with zip; unpack it first"],
    [
      "a Git LFS pointer",
      POINTER,
      "a Git LFS pointer, which stands for the file itself (1772168 bytes)",
    ],
    ["a web page", "\n\n<!DOCTYPE html>\n<html lang=en>", "a web page (HTML)"],
    ["a web page without a type", "<html><head>", "a web page (HTML)"],
    ["a server's XML", '<?xml version="1.0"?><Error><Code>NoSuchKey', "an XML file"],
    ["JSON", '{\n  "task": "anneal"}', "a JSON file"],
    ["a JSON list", "[1, 2]", "a JSON file"],
    ["gzip", "\x1f\x8b\x08\0\0\0\0\0\0\x03", "packed with gzip; unpack it first"],
    ["zstd", "(\xb5/\xfd\x04\x58", "packed with zstd"],
    ["HDF5", "\x89HDF\r\n\x1a\n\0\0", "an HDF5 file, such as Keras writes"],
    ["MNIST", "\0\0\x08\x03\0\0\xea\x60", "an IDX file"],
    ["a picture", "\x89PNG\r\n\x1a\n", "a PNG picture"],
    [
      "text",
      "404: Not Found\nmore",
      'a text file that begins with "404: Not Found"; wanted a safe',
    ],
    ["text with an escape in quotes", "a\u00c2\u009b31m", "not a valid safetensors file"],
    ["zeros", "\0".repeat(100), "begins with zeros"],
  ] as const
) {
  it(`readSafetensors() tells what ${what} is`, () => {
    const read = () => readSafetensors(bytes(text), "folder/m-1.pt");
    const { message: told } = assertThrows(read, UserError, message);
    assert(told.startsWith("folder/m-1.pt: "), told);
    assert(!/[^ -~]/.test(told), `not one plain line: ${told}`);
  });
}

it("foreignFile() gives a line of Python that names the file, but no file that a shell would misread", () => {
  const line = (name: string) => foreignFile(bytes(zip("a/data.pkl")), name)!;
  assert(
    line("folder/m-1.pt").includes(
      "torch.load('folder/m-1.pt', map_location='cpu', weights_only=False)",
    ),
  );
  for (const name of ["a b", "$(x)", "it's", "https://host/model.pt", "C:\\model.pt", '"']) {
    assert(line(name).includes("torch.load('FILE', map_location='cpu', weights_only=False)"), name);
  }
});

it("foreignFile() knows a safetensors file of any header length, and one that was cut short", () => {
  const whole = writeSafetensors({ a: { shape: [3], values: new Float32Array(3) } });
  for (const length of [whole.length, whole.length - 1, 9, 8, 3, 1]) {
    assertEquals(foreignFile(whole.subarray(0, length), "m"), undefined);
  }
  for (const length of [0x0280, 0x8b1f, 0x4b50, 0x034b50, 0x041f80]) {
    const begin = new Uint8Array(64);
    new DataView(begin.buffer).setUint32(0, length, true);
    begin[8] = 0x7b;
    assertEquals(foreignFile(begin, "m"), undefined, `a header of ${length} bytes`);
  }
});
