/** Values of one list filter, split by what they ask for. */
export type ValueList = {
  /** Any of these. */
  wanted: string[]
  /** None of these. */
  unwanted: string[]
  /** `-`: the unknown value is wanted. */
  wantsUnknown: boolean
  /** `!-`: the unknown value is not wanted. */
  refusesUnknown: boolean
}

export function parseValueList(values: readonly string[]): ValueList {
  const list: ValueList = { wanted: [], unwanted: [], wantsUnknown: false, refusesUnknown: false }
  for (const value of values) {
    if (value === '-') list.wantsUnknown = true
    else if (value === '!-') list.refusesUnknown = true
    else if (value.startsWith('!') && value.length > 1) list.unwanted.push(value.slice(1))
    else if (value !== '') list.wanted.push(value)
  }
  return list
}
