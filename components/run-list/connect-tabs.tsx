'use client'

import { useState } from 'react'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { TabPanel, Tabs } from '#components/ui/tabs.tsx'
import { connectSnippets, type OtlpEndpoints } from './connect-snippets.ts'

/** `secret` of an ingest key, null without one. */
type ConnectTabsProps = { endpoints: OtlpEndpoints; secret: string | null; className?: string }

/** The lines to paste, framework by framework. */
export function ConnectTabs({ endpoints, secret, className }: ConnectTabsProps) {
  const snippets = connectSnippets(endpoints, secret)
  const [tab, setTab] = useState('otel-python')
  return (
    <Tabs
      label="Framework"
      className={className}
      listClassName="px-0"
      wrap
      items={snippets.map(({ id, label }) => ({ value: id, label }))}
      value={tab}
      onValueChange={setTab}
    >
      {snippets.map((snippet) => (
        <TabPanel key={snippet.id} value={snippet.id} className="grid grid-cols-[minmax(0,1fr)] gap-3 pt-3">
          <p className="text-ink-2">{snippet.note}</p>
          {snippet.blocks.map((block) => (
            <CodeBlock key={block.title} title={block.title} code={block.code} />
          ))}
        </TabPanel>
      ))}
    </Tabs>
  )
}
