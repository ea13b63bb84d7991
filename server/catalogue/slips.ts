/** Names are at most this long (UTF-16 units). */
const LONGEST = 255;
/** Of the table of all beginnings of one word and all of the other only three rows are needed at a time. */
let twoAbove = new Uint8Array(LONGEST + 1);
let above = new Uint8Array(LONGEST + 1);
let row = new Uint8Array(LONGEST + 1);

/**
 * How many slips make one word of another (at most 255 UTF-16 units each): a letter more, less or different, or two neighbours swapped.
 * No letter slips twice. In fixed memory, for it is asked a dozen times for each typing error.
 */
export function slips(from: string, to: string): number {
  for (let j = 0; j <= to.length; j++) row[j] = j;
  for (let i = 1; i <= from.length; i++) {
    [twoAbove, above, row] = [above, row, twoAbove];
    row[0] = i;
    const letter = from.charCodeAt(i - 1);
    for (let j = 1; j <= to.length; j++) {
      const differs = letter === to.charCodeAt(j - 1) ? 0 : 1;
      let least = Math.min((above[j] as number) + 1, (row[j - 1] as number) + 1, (above[j - 1] as number) + differs);
      const isSwap = i > 1 && j > 1 && letter === to.charCodeAt(j - 2) && from.charCodeAt(i - 2) === to.charCodeAt(j - 1);
      if (isSwap) least = Math.min(least, (twoAbove[j - 2] as number) + differs);
      row[j] = least;
    }
  }
  return row[to.length] as number;
}
