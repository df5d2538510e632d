/** Sum of columns of `ExtraUnits` as JSON ('' is none), as a map by unit: hardly any row has something to be read. */
export function sumOfUnits(column: string): string {
  const none = "CAST(map(), 'Map(String, UInt64)')"
  return `sumMap(if(${column} = '', ${none}, JSONExtract(${column}, 'Map(String, UInt64)')))`
}
