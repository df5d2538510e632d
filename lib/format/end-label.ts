/** How a run ended, in words: `max_steps` is "max steps" wherever people read it. */
export function endLabel(endReason: string): string {
  return endReason.replaceAll('_', ' ')
}
