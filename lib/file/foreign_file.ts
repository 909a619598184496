import { oneLine } from "../user_error.ts";

/** How many bytes of a file are looked at. */
const HEAD = 512;

/**
 * What a file is that should have been a safetensors file, and what to do about it: a clause that follows
 * the file's name and a colon. `undefined` if it begins as a safetensors file does, or as nothing known.
 *
 * @param name how messages call the file; where it is a plain path, the Python line contains it
 */
export function foreignFile(bytes: Uint8Array, name: string): string | undefined {
  if (bytes.length === 0) return other("an empty file (0 bytes)");
  if (beginsAsSafetensors(bytes)) return undefined;
  const head = latin1(bytes.subarray(0, HEAD));
  const kind = KINDS.find(({ is }) => is(head));
  if (kind) return kind.says(head, pythonPath(name));
  if (!isText(bytes)) return undefined;
  const [beginning] = textOf(bytes).trim().split(/[\r\n]/);
  return other(`a text file that begins with ${oneLine(JSON.stringify(beginning))}`);
}

/** A kind of file, known by its first bytes, each of which is a character. */
interface Kind {
  is(head: string): boolean;
  says(head: string, path: string): string;
}

const begins = (...words: string[]) => (head: string) =>
  words.some((word) => head.startsWith(word));
const matches = (pattern: RegExp) => (head: string) => pattern.test(head);

/** The kinds of files that people take for models; the first that fits counts. */
const KINDS: readonly Kind[] = [
  {
    // torch.save begins with the member NAME/data.pkl, torch.jit.save with NAME/data/0 or the like.
    is: (head) =>
      /\/(data\.pkl|\.data|byteorder|version|data\/|code\/|constants)/.test(zipMember(head)),
    says: (_, path) =>
      `a file that PyTorch's torch.save or torch.jit.save wrote; ${torchLine(path)}`,
  },
  {
    is: begins("\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19"),
    says: (_, path) =>
      `a file that PyTorch's torch.save wrote in its format from before 1.6; ${torchLine(path)}`,
  },
  {
    is: (head) => zipMember(head).endsWith(".npy"),
    says: (_, path) =>
      `NumPy arrays (.npz); ${
        pythonLine(
          `import numpy; from safetensors.numpy import save_file; ` +
            `save_file(dict(numpy.load('${path}')), 'converted.safetensors')`,
        )
      }`,
  },
  {
    is: begins("\x93NUMPY"),
    says: () =>
      "one NumPy array (.npy), where a model has several; wanted a safetensors file, as " +
      "safetensors.numpy.save_file in Python writes it of a dict of arrays.",
  },
  {
    is: (head) => head[0] === "\x80" && head[1] >= "\x02" && head[1] <= "\x05" && head[2] !== "\0",
    says: (_, path) =>
      `a Python pickle; ${
        pythonLine(
          `import pickle, torch; from safetensors.torch import save_file; save_file({k: ` +
            `torch.as_tensor(v).clone().contiguous() for k, v in pickle.load(open('${path}', ` +
            `'rb')).items()}, 'converted.safetensors')`,
        )
      }`,
  },
  {
    is: begins("version https://git-lfs"),
    says: (head) => {
      const size = /^size (\d{1,20})$/m.exec(head)?.[1];
      return `a Git LFS pointer, which stands for the file itself${
        size ? ` (${size} bytes)` : ""
      }. Fetch that with: git lfs pull`;
    },
  },
  {
    is: matches(/^(\xef\xbb\xbf)?\s*<(!doctype html|html|head|body|!--)/i),
    says: () =>
      "a web page (HTML), perhaps the page about the file. Download the file itself: on GitHub by its " +
      "Raw button, on Hugging Face with /resolve/ in place of /blob/ in the address.",
  },
  {
    is: matches(/^(\xef\xbb\xbf)?\s*<(\?xml|[a-z])/i),
    says: () => "an XML file, perhaps a server's error message; wanted a safetensors file.",
  },
  {
    is: matches(/^(\xef\xbb\xbf)?\s*[{[]\s*(["{[\]}\d-]|$)/),
    says: () =>
      "a JSON file; wanted a safetensors file (a run folder has its model.safetensors beside run.json).",
  },
  { is: begins("\x1f\x8b"), says: () => packed("gzip") },
  { is: begins("BZh"), says: () => packed("bzip2") },
  { is: begins("\xfd7zXZ\0"), says: () => packed("xz") },
  { is: begins("\x28\xb5\x2f\xfd"), says: () => packed("zstd") },
  { is: begins("7z\xbc\xaf\x27\x1c"), says: () => packed("7-Zip") },
  { is: begins("Rar!"), says: () => packed("RAR") },
  { is: begins("PK\x03\x04", "PK\x05\x06"), says: () => packed("zip") },
  { is: (head) => head.startsWith("ustar", 257), says: () => packed("tar") },
  { is: begins("\x89HDF\r\n"), says: () => other("an HDF5 file, such as Keras writes") },
  { is: begins("GGUF"), says: () => other("a GGUF file") },
  {
    is: begins("\0\0\x08\x01", "\0\0\x08\x03"),
    says: () => other("an IDX file of labels or images"),
  },
  { is: begins("\x89PNG"), says: () => other("a PNG picture") },
  { is: begins("\xff\xd8\xff"), says: () => other("a JPEG picture") },
  { is: begins("%PDF"), says: () => other("a PDF document") },
  {
    is: begins("\0".repeat(64)),
    says: () => "a file that begins with zeros, perhaps a download that failed. Download it again.",
  },
];

/** The name of a zip archive's first member. */
function zipMember(head: string): string {
  if (!head.startsWith("PK\x03\x04")) return "";
  return head.slice(30, 30 + head.charCodeAt(26) + 256 * head.charCodeAt(27));
}

function other(what: string): string {
  return `${what}; wanted a safetensors file.`;
}

function packed(by: string): string {
  return `a file packed with ${by}; unpack it first. Wanted a safetensors file.`;
}

/** Of a state dict, of a checkpoint that holds one, or of a complete module. */
function torchLine(path: string): string {
  return pythonLine(
    // The parameters of a module, a dict of tensors, or either of them in a dict of other things.
    `import torch; from safetensors.torch import save_file; d = torch.load('${path}', ` +
      `map_location='cpu', weights_only=False); s = lambda x: x.state_dict() if hasattr(x, ` +
      `'state_dict') else x; t = lambda x: {k: v.clone().contiguous() for k, v in x.items() if ` +
      `torch.is_tensor(v)} if isinstance(x, dict) else {}; c = [d, *d.values()] if isinstance(d, dict) ` +
      `else [d]; save_file(next(filter(None, (t(s(x)) for x in c))), 'converted.safetensors')`,
  );
}

function pythonLine(python: string): string {
  return "wanted a safetensors file. If you trust the file (Python may run code that is in it), convert " +
    `it after pip install safetensors: python3 -c "${python}"`;
}

/** The path for a Python line in a shell, if it needs no quoting; else a word that stands for it. */
function pythonPath(name: string): string {
  return /^(?!https?:|file:)[\w./-]+$/.test(name) ? name : "FILE";
}

/** A header's length below 2^48, then its brace: no text and no other kind of file begins so. */
function beginsAsSafetensors(bytes: Uint8Array): boolean {
  return bytes[6] === 0 && bytes[7] === 0 && bytes[8] === 0x7b;
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

/** Whether a file begins with text: UTF-8 without control characters, of eight bytes or more. */
function isText(bytes: Uint8Array): boolean {
  return bytes.length >= 8 && !/(?![\t\n\r])[\p{Cc}\ufffd]/u.test(textOf(bytes));
}

/** The first bytes as text, without the character that they may end in the middle of. */
function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, 60), { stream: true });
}
