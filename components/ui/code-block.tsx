import { CopyButton } from './copy-button.tsx'
import { ScrollArea } from './scroll-area.tsx'

/** Lines to paste, under a title, with a button that copies them. */
export function CodeBlock({ title, code }: { title: string; code: string }) {
  return (
    <figure className="overflow-hidden rounded-lg border bg-surface">
      <figcaption className="flex h-7 items-center justify-between border-b pr-1 pl-3 text-xs text-ink-3">
        {title}
        <CopyButton text={code} label={`Copy ${title.toLowerCase()} lines`} />
      </figcaption>
      <ScrollArea label={title}>
        <pre className="p-3 text-sm leading-relaxed">{code}</pre>
      </ScrollArea>
    </figure>
  )
}
