/** What stands for a value that is not known. It never reads as zero. */
export const unknownText = '–'
