/** One of a few words that a browser keeps in a cookie. */
export type CookieChoice<T extends string> = { cookie: string; options: readonly T[]; fallback: T }

export function choiceOf<T extends string>({ options, fallback }: CookieChoice<T>, kept: string | undefined): T {
  return options.find((option) => option === kept) ?? fallback
}
