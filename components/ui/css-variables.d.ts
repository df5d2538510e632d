import 'react'

declare module 'react' {
  /** Custom properties are values like others: `style={{ '--columns': '1fr 2fr' }}`. */
  interface CSSProperties {
    [name: `--${string}`]: string | number | undefined
  }
}
