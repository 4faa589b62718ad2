export { atPlaces } from "./at-places";
export { cleanText } from "./clean-text";
export { reportAssessments } from "./report-assessments";
export { reportLateSamples, reportSamples, type StoredSamples } from "./report-samples";
export { notExpected, requireSamples, requireTrusted } from "./required";
