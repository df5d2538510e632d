import { expect, test } from 'vitest'
import { decodeCursor, encodeCursor } from './page-cursor.ts'

test('a cursor leads back to its place', () => {
  const place = { value: '-1.000000000001', id: 'a/b "c"' }
  expect(decodeCursor('runs steps desc', encodeCursor('runs steps desc', place))).toEqual(place)
})

test.each([
  ['of another list', encodeCursor('sessions', { value: '1', id: 'a' })],
  ['with SQL for a value', encodeCursor('runs', { value: '1) OR (1=1', id: 'a' })],
  ['that is no JSON', Buffer.from('{').toString('base64url')],
  ['that is empty', ''],
  ['that is no base64', '%%%'],
])('a cursor %s is refused', (_, text) => {
  expect(() => decodeCursor('runs', text)).toThrow('cursor')
})
