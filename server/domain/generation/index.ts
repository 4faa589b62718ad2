export { cleanText } from "./clean-text";
export { reportSamples, type StoredSamples } from "./report-samples";
