import type { Rng } from '#lib/demo/rng.ts'
import { mutateBytes } from './mutate-bytes.ts'
import { allFields, parseRequest, tag, varint, writeFields, type Field } from './otlp-tree.ts'

export type Mutation = { name: string; body: Buffer }

/** Damages one field in its place: the rest of the request stays whole. */
type FieldMutation = (field: Field, rng: Rng, list: Field[], index: number) => void

const badText = Buffer.from([0x68, 0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80, 0xf5])
const bytes = ({ value }: Field): Uint8Array => {
  if (typeof value === 'bigint') return varint(value)
  return Array.isArray(value) ? writeFields(value) : value
}
/** The value stands as it is, with the length that it says itself. */
const raw = (field: Field, wireType: number, value: Uint8Array): void => {
  field.raw = Buffer.concat([tag(field.number, wireType), value])
}

const fieldMutations: Record<string, FieldMutation> = {
  'wrong wire type': (field, rng) => {
    field.wireType = rng.pick([0, 1, 2, 3, 4, 5, 6, 7])
  },
  'field number': (field, rng) => {
    field.number = rng.pick([0, 1, 2, 5, 6, 7, 9, 15, 16, 99, 536_870_911, 536_870_912])
  },
  'huge varint': (field, rng) => {
    const value = rng.pick([2n ** 31n, 2n ** 32n - 1n, 2n ** 63n - 1n, 2n ** 63n, 2n ** 64n - 1n, 2n ** 70n - 1n])
    Object.assign(field, { wireType: 0, value })
  },
  'varint without end': (field) => raw(field, 0, Buffer.alloc(12, 0xff)),
  'negative length': (field) => raw(field, 2, Buffer.concat([varint(2n ** 64n - 1n), bytes(field)])),
  'length beyond the body': (field, rng) => {
    const own = bytes(field)
    raw(field, 2, Buffer.concat([varint(BigInt(own.length + rng.pick([1, 2, 300, 2 ** 20, 2 ** 31 - 1]))), own]))
  },
  'length too short': (field, rng) => {
    const own = bytes(field)
    raw(field, 2, Buffer.concat([varint(BigInt(rng.int(0, Math.max(0, own.length - 1)))), own]))
  },
  'group that is never closed': (field) => raw(field, 3, bytes(field)),
  'unknown group': (_field, rng, list, index) => {
    const number = rng.pick([1, 90, 1_000])
    const inside = writeFields([{ number: 3, wireType: 0, value: 1n }])
    const group = Buffer.concat([tag(number, 3), inside, tag(number, 4)])
    list.splice(index, 0, rawField(group))
  },
  'groups in groups': (_field, rng, list, index) => {
    const depth = rng.pick([50, 99, 101, 5_000])
    list.splice(index, 0, rawField(Buffer.concat(Array.from({ length: depth }, () => tag(90, 3)))))
  },
  'no text': (field) => Object.assign(field, { wireType: 2, value: badText }),
  'twice, in other words': (field, rng, list, index) => {
    list.splice(index, 0, { ...field, value: Buffer.from(rng.hex(8), rng.chance(0.5) ? 'hex' : 'utf8'), wireType: 2 })
  },
  'twice the same': (field, _rng, list, index) => list.splice(index, 0, structuredClone(field)),
  missing: (_field, _rng, list, index) => list.splice(index, 1),
  empty: (field) => Object.assign(field, { wireType: 2, value: Buffer.alloc(0) }),
  'thousands of empty messages': (field, rng) => {
    const empty = Buffer.concat([tag(rng.int(1, 15), 2), Buffer.alloc(1)])
    const value = Buffer.alloc(empty.length * rng.pick([1_000, 3_000, 120_000]), empty)
    Object.assign(field, { wireType: 2, value })
  },
  'value in value': (field, rng) => {
    let value: Buffer = Buffer.from([0x0a, 1, 0x78])
    for (let depth = rng.pick([31, 32, 33, 64, 400]); depth > 0; depth -= 1) {
      const list = writeFields([{ number: 1, wireType: 2, value }])
      value = writeFields([{ number: 5, wireType: 2, value: list }])
    }
    Object.assign(field, { wireType: 2, value })
  },
  'long text': (field, rng) =>
    Object.assign(field, { wireType: 2, value: Buffer.alloc(rng.pick([256, 257, 20_000]), 'x') }),
  'other bits': (field, rng) => {
    const flipped = Buffer.from(bytes(field))
    if (flipped.length > 0) flipped[rng.int(0, flipped.length - 1)] = rng.int(0, 255)
    if (typeof field.value !== 'bigint') field.value = flipped
  },
  'other time': (field, rng) => {
    const time = Buffer.alloc(8)
    time.writeBigUInt64LE(rng.pick([0n, 1n, 2n ** 63n - 1n, 2n ** 63n, 2n ** 64n - 1n]))
    Object.assign(field, { wireType: 1, value: time })
  },
}

function rawField(value: Buffer): Field {
  return { number: 1, wireType: 2, value: [], raw: value }
}

/** Structure-aware damage of an export request in protobuf; one mutation in ten damages bytes without looking. */
export function mutateProtobuf(body: Buffer, rng: Rng): Mutation {
  if (rng.chance(0.1)) return mutateBytes(body, rng)
  const tree = parseRequest(body)
  const names: string[] = []
  for (
    let count = rng.weighted([
      [1, 6],
      [2, 2],
      [4, 1],
    ]);
    count > 0;
    count -= 1
  ) {
    const fields = allFields(tree)
    const place = fields[rng.int(0, fields.length - 1)]
    const field = place?.list[place.index]
    const [name, mutate] = pickEntry(rng)
    if (place === undefined || field === undefined) continue
    mutate(field, rng, place.list, place.index)
    names.push(name)
  }
  return { name: names.join(', '), body: writeFields(tree) }
}

function pickEntry(rng: Rng): [string, FieldMutation] {
  const entries = Object.entries(fieldMutations)
  return entries[rng.int(0, entries.length - 1)] ?? ['missing', () => undefined]
}
