import { quote, tokeniseWords } from './tokenise.ts'

/** One thing that the text of a run must hold, or must not. */
export type TextTerm = {
  negated: boolean
  /** One word, or several that follow each other. */
  text: string
  /** The last word may go on. */
  prefix: boolean
}

/** Terms of a free text: words, "phrases", -excluded, begin*. What holds no letter or digit says nothing. */
export function parseFreeText(text: string): TextTerm[] {
  return tokeniseWords(text).flatMap(({ negated, values }) =>
    values.flatMap(({ text: value, quoted }) => {
      const prefix = !quoted && value.endsWith('*')
      const term = prefix ? value.replace(/\*+$/, '') : value
      return /[\p{L}\p{N}]/u.test(term) ? [{ negated, text: term.trim(), prefix }] : []
    }),
  )
}

/** What a text that matches says: every term but the excluded ones. */
export function positiveTexts(text: string): string[] {
  return parseFreeText(text).flatMap((term) => (term.negated ? [] : [term.text]))
}

export function printFreeText(terms: readonly TextTerm[]): string {
  return terms.map(printTerm).join(' ')
}

function printTerm({ negated, text, prefix }: TextTerm): string {
  const isPlain = prefix || /^[\p{L}\p{N}_][^\s":,*\\]*$/u.test(text)
  return `${negated ? '-' : ''}${isPlain ? text : quote(text)}${prefix ? '*' : ''}`
}
