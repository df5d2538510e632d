import type { Rng } from '#lib/demo/rng.ts'
import { mutateBytes } from './mutate-bytes.ts'
import type { Mutation } from './mutate-protobuf.ts'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Place = { parent: Json[] | { [key: string]: Json }; key: string | number }

/** JSON text that `JSON.stringify` would never write; it goes in where its number stands. */
const literals = [
  'NaN',
  'Infinity',
  '-Infinity',
  '1e999',
  '-1e999',
  '9223372036854775808',
  '-9223372036854775809',
  '18446744073709551616',
  '1'.repeat(5_000),
  '0.1e-400',
  '-0',
  '01',
  '+1',
  '0x10',
  'undefined',
  'True',
  "'single'",
  '"\\ud83d"',
  '"\\udc00\\ud800"',
  '"\\u0000"',
  '"\\x41"',
  '"a\nb"',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"stringValue":"a","stringValue":7,"stringValue":"c"}',
  '{"stringValue":"a","intValue":"1","doubleValue":2}',
  '{"intValue":"1e3"}',
  '{"intValue":" 7"}',
  '{"intValue":"99999999999999999999999"}',
  '{"doubleValue":"1e999"}',
  '{"doubleValue":"0x10"}',
  '{"bytesValue":"not base64 %%"}',
  '{"kvlistValue":{"values":[{"key":"__proto__","value":{"kvlistValue":{"values":[{"key":"polluted","value":{"boolValue":true}}]}}}]}}',
  '{"toString":null,"valueOf":1,"hasOwnProperty":[]}',
  '[,]',
  '[1,]',
  '{"a":1,}',
  '// a comment\n1',
] as const

const values: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  2 ** 53,
  2 ** 63,
  '',
  '0',
  '-5',
  ' 5 ',
  '1763712000000000000',
  '9223372036854775807',
  '9223372036854775808',
  '18446744073709551615',
  'SPAN_KIND_CLIENT',
  'STATUS_CODE_ERROR',
  'SEVERITY_NUMBER_INFO',
  'TRUE',
  'NaN',
  '0'.repeat(32),
  '0'.repeat(16),
  'W47/95gDgQPSabYzgT/GDA==',
  '7uGbfsPBsXQ=',
  'zz'.repeat(16),
  'constructor',
  '\ud83d',
  '\u202egnirts',
  [],
  {},
  [[]],
  [null],
  { values: null },
  { key: '__proto__', value: { stringValue: 'x' } },
  { stringValue: { stringValue: 'x' } },
  { arrayValue: { values: { stringValue: 'x' } } },
]

const names = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  '',
  'traceId',
  'spans',
  'attributes',
  'value',
  'k\u0000',
] as const

type TextMutation = (text: string, rng: Rng) => string

/** What is done to the whole text. */
const textMutations: Record<string, TextMutation> = {
  'byte order mark': (text) => `\ufeff${text}`,
  'two documents': (text) => text + text,
  'depth bomb': (text, rng) => `{"later":${'['.repeat(rng.pick([999, 1_001, 200_000]))}${text}`,
  'closed depth bomb': (text, rng) => {
    const depth = rng.pick([500, 998, 999, 1_100, 50_000])
    return `${text.slice(0, -1)},"later":${'['.repeat(depth)}${']'.repeat(depth)}}`
  },
  'depth of objects': (text, rng) => {
    const depth = rng.pick([500, 998, 1_100, 20_000])
    return `${text.slice(0, -1)},"later":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`
  },
  'many members': (text, rng) => `${text.slice(0, -1)},"later":[${'0,'.repeat(rng.pick([1_000, 100_000]))}0]}`,
  'polluting member': (text) => `{"__proto__":{"polluted":true,"resourceSpans":[]},${text.slice(1)}`,
  'member twice': (text) => `{"resourceSpans":[],"resourceLogs":null,${text.slice(1)}`,
  'a list around it': (text) => `[${text}]`,
  'text around it': (text) => JSON.stringify(text),
  'only a literal': (_text, rng) => rng.pick(literals),
  'a number of many digits': (text) => `${text.slice(0, -1)},"later":${'9'.repeat(100_000)}}`,
}

/** Structure-aware damage of an export request in JSON. */
export function mutateJson(body: Buffer, rng: Rng): Mutation {
  const choice = rng.next()
  if (choice < 0.1) return mutateBytes(body, rng)
  if (choice < 0.12) return { name: 'UTF-16', body: Buffer.from(body.toString('utf8'), 'utf16le') }
  if (choice < 0.25) {
    const entries = Object.entries(textMutations)
    const [name, mutate] = entries[rng.int(0, entries.length - 1)] ?? ['', (text: string) => text]
    return { name, body: Buffer.from(mutate(body.toString('utf8'), rng)) }
  }
  return mutateMembers(body, rng)
}

function mutateMembers(body: Buffer, rng: Rng): Mutation {
  const root: Json = JSON.parse(body.toString('utf8'))
  const done: string[] = []
  const written: string[] = []
  for (
    let count = rng.weighted([
      [1, 6],
      [2, 2],
      [4, 1],
    ]);
    count > 0;
    count -= 1
  ) {
    const places = allPlaces(root)
    const place = places[rng.int(0, places.length - 1)]
    if (place !== undefined) done.push(mutatePlace(place, rng, written))
  }
  const text = JSON.stringify(root).replaceAll(/"literal (\d+)"/g, (_all, index) => written[Number(index)] ?? '')
  return { name: done.join(', '), body: Buffer.from(text) }
}

const placeMutations = [
  'literal',
  'literal',
  'value',
  'value',
  'missing',
  'renamed',
  'wrapped',
  'deep',
  'long',
  'many',
] as const

function mutatePlace(place: Place, rng: Rng, written: string[]): string {
  const { parent, key } = place
  const old = valueAt(place)
  switch (rng.pick(placeMutations)) {
    case 'literal': {
      const literal = rng.pick(literals)
      setValue(place, `literal ${written.push(literal) - 1}`)
      return `${literal.slice(0, 30)} for ${typeof old}`
    }
    case 'value': {
      const value = values[rng.int(0, values.length - 1)] ?? null
      setValue(place, value)
      return `${JSON.stringify(value).slice(0, 30)} for ${typeof old}`
    }
    case 'missing':
      if (Array.isArray(parent)) parent.splice(Number(key), 1)
      else delete parent[key]
      return 'missing'
    case 'renamed':
      if (!Array.isArray(parent)) {
        delete parent[key]
        Object.defineProperty(parent, rng.pick(names), {
          value: old,
          enumerable: true,
          configurable: true,
          writable: true,
        })
      }
      return 'renamed'
    case 'wrapped':
      setValue(place, rng.chance(0.5) ? [old] : { value: old })
      return 'wrapped'
    case 'deep':
      setValue(place, nested(rng.pick([31, 32, 33, 100, 300]), old))
      return 'value in value'
    case 'long':
      setValue(place, 'é'.repeat(rng.pick([128, 129, 10_000])))
      return 'long text'
    case 'many':
      setValue(
        place,
        Array.from({ length: rng.pick([1_024, 1_025, 5_000]) }, () => (old instanceof Object ? {} : old)),
      )
      return 'many'
  }
}

function nested(levels: number, inside: Json): Json {
  let value: Json = inside
  for (let level = 0; level < levels; level += 1) value = { arrayValue: { values: [value] } }
  return value
}

function valueAt({ parent, key }: Place): Json {
  return (Array.isArray(parent) ? parent[Number(key)] : parent[key]) ?? null
}

function setValue({ parent, key }: Place, value: Json): void {
  Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true })
}

function allPlaces(root: Json): Place[] {
  const places: Place[] = []
  const open = [root]
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue
    const keys = Array.isArray(value) ? value.keys() : Object.keys(value)
    for (const key of keys) {
      const place = { parent: value, key }
      places.push(place)
      open.push(valueAt(place))
    }
  }
  return places
}
