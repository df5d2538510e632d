/** What of a command is searched. */
export type RankedText = { label: string; keywords?: string }

/**
 * The commands that fit a text, the best first; equal ones keep their order. All words of the text must
 * occur: as the beginning of a word, inside one, or as letters that follow one another.
 */
export function rankCommands<Command extends RankedText>(commands: readonly Command[], text: string): Command[] {
  const words = text.toLowerCase().split(/\s+/u).filter(Boolean)
  if (words.length === 0) return [...commands]
  return commands
    .map((command) => ({ command, score: scoreOf(command, words) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ command }) => command)
}

function scoreOf({ label, keywords = '' }: RankedText, words: readonly string[]): number {
  let sum = 0
  for (const word of words) {
    // What a command is called says more than what else it could be called.
    const name = label.toLowerCase()
    const score = Math.max(wordScore(name, word), spread(name, word), wordScore(keywords.toLowerCase(), word) / 2)
    if (score === 0) return 0
    sum += score
  }
  return sum / words.length
}

function wordScore(text: string, word: string): number {
  if (text === word) return 100
  if (text.startsWith(word)) return 90
  const at = text.indexOf(word)
  if (at > 0) return /[\p{L}\p{N}]/u.test(text[at - 1] ?? '') ? 50 : 70
  return word.length > 1 && initials(text).startsWith(word) ? 60 : 0
}

function initials(text: string): string {
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(([each]) => each[0]).join('')
}

/** Letters in their order with others between them: less, the farther they lie apart; 0 beyond twice their length. */
function spread(text: string, word: string): number {
  let best = 0
  if (word.length < 3) return best
  for (let start = text.indexOf(word[0] ?? ''); start !== -1; start = text.indexOf(word[0] ?? '', start + 1)) {
    let at = start
    for (const letter of word.slice(1)) {
      at = text.indexOf(letter, at + 1)
      if (at === -1) return best
    }
    const length = at - start + 1
    if (length <= word.length * 2) best = Math.max(best, Math.round((30 * word.length) / length))
  }
  return best
}
