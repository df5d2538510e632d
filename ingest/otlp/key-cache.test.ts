import { Reader, Writer } from 'protobufjs/minimal.js'
import { expect, test } from 'vitest'
import { readKey } from './key-cache.ts'

const read = (key: string) => {
  const reader = Reader.create(Buffer.from(Writer.create().string(key).string('next').finish()))
  return [readKey(reader), reader.string()]
}

test.each(['', 'a', 'gen_ai.request.model', '__proto__', 'clé.ä€😀', 'x'.repeat(64), 'x'.repeat(65), 'y'.repeat(300)])(
  'reads %j, the first time and again',
  (key) => {
    for (let turn = 0; turn < 3; turn += 1) expect(read(key)).toEqual([key, 'next'])
  },
)

test('more keys than there are places are all read as they are', () => {
  for (let turn = 0; turn < 2; turn += 1) {
    for (let number = 0; number < 20_000; number += 1) {
      if (read(`key.${number}`)[0] !== `key.${number}`) throw new Error(`key.${number}`)
    }
  }
})

test('bytes that are no UTF-8 give replacement characters', () => {
  const bytes = Buffer.from([2, 0x61, 0xff])
  for (let turn = 0; turn < 2; turn += 1) expect(readKey(Reader.create(bytes))).toBe('a\ufffd')
})

test('a key that runs past the body is damage', () => {
  expect(() => readKey(Reader.create(Buffer.from([5, 0x61])))).toThrow(/longer than the message/)
})
