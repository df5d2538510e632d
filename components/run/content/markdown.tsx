'use client'

import { memo, useState } from 'react'
import ReactMarkdown, { type Components } from 'react-markdown'
import remarkGfm from 'remark-gfm'
import { cn } from '#components/ui/cn.ts'
import { ShowMore } from './long-text.tsx'
import { markMasked } from './mark-masked.ts'
import { MaskedMark } from './masked-text.tsx'

/** Parsing markdown is the dearest thing on the page: more is shown on demand. */
const CHUNK = 40_000

const plugins = [remarkGfm, markMasked]

/** Payload text is untrusted: no HTML, nothing is fetched, links open elsewhere without a referrer. */
const components: Components = {
  a: ({ href, children }) => (
    <a
      href={href}
      target="_blank"
      rel="noreferrer noopener nofollow"
      className="text-accent underline underline-offset-2"
    >
      {children}
    </a>
  ),
  img: ({ alt, src }) => (
    <span className="rounded-sm bg-hover px-1 text-ink-2">
      image{alt ? `: ${alt}` : ''}{' '}
      {typeof src === 'string' ? <code className="text-xs">{src.slice(0, 120)}</code> : null}
    </span>
  ),
  table: ({ children }) => (
    <div className="scroll-quiet overflow-x-auto">
      <table>{children}</table>
    </div>
  ),
  ins: ({ title }) => <MaskedMark mask={title ?? ''} />,
  input: ({ checked }) => <span aria-label={checked ? 'done' : 'open'}>{checked ? '☑' : '☐'} </span>,
}

/** Typographic defaults for generated text: no heading is louder than the page's own. */
const prose = cn(
  '[overflow-wrap:anywhere] [&>*+*]:mt-2.5',
  '[&_h1]:text-lg [&_h1]:font-semibold [&_h2]:font-semibold [&_h3]:font-semibold [&_h4]:font-medium',
  '[&_ul]:list-disc [&_ul]:pl-5 [&_ol]:list-decimal [&_ol]:pl-5 [&_li+li]:mt-1 [&_li>p+*]:mt-1.5',
  '[&_blockquote]:border-l-2 [&_blockquote]:pl-3 [&_blockquote]:text-ink-2',
  '[&_code]:rounded-sm [&_code]:bg-sunken [&_code]:px-1 [&_pre]:scroll-quiet [&_pre]:overflow-x-auto [&_pre]:rounded [&_pre]:bg-sunken [&_pre]:p-2.5 [&_pre_code]:bg-transparent [&_pre_code]:p-0',
  '[&_th]:border-b [&_th]:px-2 [&_th]:py-1 [&_th]:text-left [&_th]:font-medium [&_td]:border-b [&_td]:px-2 [&_td]:py-1',
  '[&_hr]:my-3',
)

/** `first` is how many characters are shown at first. */
export const Markdown = memo(function Markdown({ text, first }: { text: string; first: number }) {
  const [shown, setShown] = useState(first)
  const left = text.length - shown
  return (
    <div className={prose}>
      <ReactMarkdown remarkPlugins={plugins} components={components}>
        {left > 0 ? text.slice(0, shown) : text}
      </ReactMarkdown>
      {left > 0 ? <ShowMore left={left} onMore={() => setShown(shown + CHUNK)} /> : null}
    </div>
  )
})
