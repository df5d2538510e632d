import { expect, test } from 'vitest'
import { blocksOf, mayBeDamage, partsNamedIn } from './damage.ts'
import { EngineError } from './engine-error.ts'

const table = '1fa1e3a5-8f4f-487a-8f49-3de44f2e1658'
const folder = `/data/store/store/1fa/${table}`

test.each([
  [
    `Empty marks file '${folder}/202611_5_5_1/skp_idx_run_id_bloom.cmrk4': 0, must be: 24: While executing MergeTreeSelect`,
    ['202611_5_5_1'],
  ],
  [
    `While reading or decompressing ${folder}/202611_4_4_1/data.bin (position: 2129): (while reading from part ${folder}/202611_4_4_1/ in table tachograph.runs (${table}) located on disk default)`,
    ['202611_4_4_1'],
  ],
  [`Cannot read ${folder}/all_1_7_2_9/a.bin and ${folder}/20261116_1_1_0/b.bin`, ['all_1_7_2_9', '20261116_1_1_0']],
  [`Cannot read ${folder}/detached/202611_4_4_1/data.bin`, []],
  ['Cannot read all data. Bytes read: 3. Bytes expected: 25.', []],
])('%s', (message, parts) => {
  expect(partsNamedIn(message)).toEqual(parts.map((part) => ({ tableId: table, part })))
})

test('an unknown table is no damage', () => {
  expect(mayBeDamage(new EngineError(60, 'UNKNOWN_TABLE', ''))).toBe(false)
  expect(mayBeDamage(new EngineError(246, 'CORRUPTED_DATA', ''))).toBe(true)
})

test.each([
  ['broken-on-start_202611_5_5_1', { from: 5, to: 5 }],
  ['broken-on-start_20261116_3_17_2_40', { from: 3, to: 17 }],
  ['broken-on-start_all_1_2_1_try3', { from: 1, to: 2 }],
  ['202611_5_5_1', null],
  ['broken-on-start_what_is_this', null],
])('%s was made of inserts %j', (name, blocks) => {
  expect(blocksOf(name)).toEqual(blocks)
})
