/** Names and things of the word problems; all common, all short. */
export const PERSONS = ["Max", "Ana", "Tom", "Eva", "Ben", "Mia", "Leo", "Zoe", "Sam", "Ida"] as const;
export const OBJECTS = ["beads", "coins", "cards", "shells", "books", "pens", "apples", "stamps"] as const;
