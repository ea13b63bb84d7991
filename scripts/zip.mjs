// A zip archive that is the same bytes for the same files: no times, no owners, names in order.
import { crc32, deflateRawSync } from "node:zlib";

/** The day on which zip's calendar begins. */
const DATE = (1 << 5) | 1;
const STORED = 0;
const DEFLATED = 8;
const UTF8_NAMES = 1 << 11;
const REGULAR_FILE = 0o100644;

/** `files`: name -> content. */
export function zip(files) {
  const names = [...files.keys()].sort();
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const name of names) {
    const content = Buffer.from(files.get(name));
    const deflated = deflateRawSync(content, { level: 9, memLevel: 9 });
    const [method, data] = deflated.length < content.length ? [DEFLATED, deflated] : [STORED, content];
    const common = header(method, crc32(content), data.length, content.length, name);
    const local = Buffer.concat([signature(0x04034b50), common, Buffer.from(name)]);
    parts.push(local, data);
    directory.push(
      Buffer.concat([
        signature(0x02014b50),
        numbers([0x031e, 2]),
        common,
        numbers([0, 2], [0, 2], [0, 2], [REGULAR_FILE * 65_536, 4], [offset, 4]),
        Buffer.from(name),
      ]),
    );
    offset += local.length + data.length;
  }
  const size = directory.reduce((sum, entry) => sum + entry.length, 0);
  const end = [signature(0x06054b50), numbers([0, 2], [0, 2], [names.length, 2], [names.length, 2], [size, 4], [offset, 4], [0, 2])];
  return Buffer.concat([...parts, ...directory, ...end]);
}

/** What a file's own header and its entry in the directory have in common. */
function header(method, checksum, packed, size, name) {
  return numbers([20, 2], [UTF8_NAMES, 2], [method, 2], [0, 2], [DATE, 2], [checksum, 4], [packed, 4], [size, 4], [Buffer.byteLength(name), 2], [0, 2]);
}

const signature = (number) => numbers([number, 4]);

/** Little-endian numbers of so many bytes each. */
function numbers(...list) {
  return Buffer.concat(
    list.map(([number, bytes]) => {
      const buffer = Buffer.alloc(bytes);
      buffer.writeUIntLE(number, 0, bytes);
      return buffer;
    }),
  );
}
