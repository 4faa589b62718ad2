/**
 * Prints the calibration table of docs/statistics.md. `npx tsx measure/calibration/print-table.ts [boards] [rank boards]`;
 * without arguments exactly what the test checks.
 */
import { calibrateAll, calibrationTable, INTERVAL_BOARDS, RANK_BOARDS } from "./table";

const [intervals = INTERVAL_BOARDS, ranks = RANK_BOARDS] = process.argv.slice(2).map(Number);
process.stdout.write(`${calibrationTable(calibrateAll({ intervals, ranks }))}\n`);
