type Style = Readonly<Intl.DateTimeFormatOptions>

const known = new Map<Style, Map<string | undefined, Intl.DateTimeFormat>>()

/** A format of a style, which is a constant of its module: making one takes a hundred times as long as using it. */
export function dateFormat(style: Style, timeZone?: string): Intl.DateTimeFormat {
  const ofStyle = known.get(style) ?? new Map<string | undefined, Intl.DateTimeFormat>()
  const format = ofStyle.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', { ...style, timeZone })
  ofStyle.set(timeZone, format)
  known.set(style, ofStyle)
  return format
}
