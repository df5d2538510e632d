import { expect, it } from 'vitest'
import { rankCommands } from './rank-commands.ts'

const commands = [
  { label: 'Sessions', keywords: 'page conversations' },
  { label: 'Runs', keywords: 'page traces' },
  { label: 'View: Most expensive', keywords: 'cost money' },
  { label: 'View: Errors' },
  { label: 'Dark theme', keywords: 'appearance night' },
  { label: 'Light theme', keywords: 'appearance day' },
  { label: 'Add a filter' },
]
const found = (text: string) => rankCommands(commands, text).map(({ label }) => label)

it.each([
  ['ru', ['Runs']],
  ['errors', ['View: Errors']],
  ['theme', ['Dark theme', 'Light theme']],
  ['dark th', ['Dark theme']],
  ['th da', ['Dark theme', 'Light theme']],
  ['aaf', ['Add a filter']],
  ['sesn', ['Sessions']],
  ['cost', ['View: Most expensive']],
  ['night', ['Dark theme']],
  ['zebra', []],
])('%s', (text, labels) => expect(found(text)).toEqual(labels))

it('a word of the name comes before one of the keywords', () =>
  expect(
    rankCommands([{ label: 'Sessions', keywords: 'runs' }, { label: 'Runs' }], 'runs').map((each) => each.label),
  ).toEqual(['Runs', 'Sessions']))

it('no text leaves all in their order', () => expect(found(' ')).toEqual(commands.map(({ label }) => label)))
