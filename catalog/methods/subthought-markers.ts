/** The authors' 32 words and phrases with which a new line of thought begins. */
export const SUBTHOUGHT_MARKERS: readonly string[] = [
  ...["Wait", "Alternatively", "Another angle", "Another approach", "But wait", "Hold on", "Hmm", "Maybe"],
  ...["Looking back", "Okay", "Let me", "First", "Then", "Alright", "Compute", "Correct", "Good", "Got it"],
  ...["I don't see any errors", "I think", "Let me double-check", "Let's see", "Now", "Remember"],
  ...[
    "Seems solid",
    "Similarly",
    "So",
    "Starting",
    "That's correct",
    "That seems right",
    "Therefore",
    "Thus",
  ],
];
