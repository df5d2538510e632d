const listType = "'Array(Tuple(key String, value Tuple(stringValue String)))'"
const rawListType = "'Array(Tuple(key String, value String))'"

/**
 * Attributes of stored OTLP/JSON as Array(Tuple(key, text)): strings as they are, other values as JSON
 * without the names of OTLP's own value types.
 */
export function attributeTexts(json: string, path: string): string {
  return `arrayMap(
    (typed, untyped) -> (
      typed.1,
      if(typed.2.1 != '', typed.2.1, ${plainValue('untyped.2')})
    ),
    JSONExtract(${json}, ${path}, ${listType}),
    JSONExtract(${json}, ${path}, ${rawListType})
  )`
}

/** An OTLP value, given as JSON, as text. */
export function plainValue(json: string): string {
  return `if(
    JSONHas(${json}, 'stringValue'),
    JSONExtractString(${json}, 'stringValue'),
    replaceRegexpAll(${json}, '\\\\{"(?:array|kvlist)Value":\\\\{"values":|\\\\{"(?:string|int|double|bool|bytes)Value":|\\\\}', '')
  )`
}
