// npm run check:catalogue [FOLDER]: what is wrong with the parameter pages, e.g. `npm run check:catalogue net/ipv4/tcp_`.
import { checkCatalogue, loadCatalogue } from "./catalogue.mjs";

const catalogue = loadCatalogue();
const problems = checkCatalogue(catalogue, process.argv[2] ?? "");
for (const line of problems) console.log(line);
console.log(`${catalogue.pages.size} parameters, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
