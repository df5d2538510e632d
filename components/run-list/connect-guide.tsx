'use client'

import { useState, type ReactNode } from 'react'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { TabPanel, Tabs } from '#components/ui/tabs.tsx'
import { connectSnippets, type OtlpEndpoints } from './connect-snippets.ts'

type ConnectGuideProps = {
  endpoints: OtlpEndpoints
  /** The light that says what has arrived. */
  arrival: ReactNode
}

/** The first page of a new installation: what to paste, and a light that turns green when the first span arrives. */
export function ConnectGuide({ endpoints, arrival }: ConnectGuideProps) {
  const snippets = connectSnippets(endpoints)
  const [tab, setTab] = useState('otel-python')
  const environment = `OTEL_EXPORTER_OTLP_ENDPOINT=${endpoints.http}\nOTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf`
  return (
    <div className="mx-auto w-full max-w-200 px-4 py-8 narrow:py-12">
      <h2 className="text-xl font-semibold">Send the first run</h2>
      <p className="max-w-[60ch] pt-1 text-ink-2">
        Point any OpenTelemetry exporter at this address. The run shows up here by itself, a few seconds after its spans
        arrive.
      </p>
      <div className="pt-4">
        <CodeBlock title="Environment" code={environment} />
      </div>
      <p className="max-w-[76ch] pt-2 text-sm text-ink-2">
        What comes without a key goes to the project <code>default</code>. For another project, or where keys are
        required, make one with <code>npm run admin -- key create --project …</code> and add{' '}
        <code>OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20…</code>
      </p>
      <Tabs
        label="Framework"
        className="mt-6"
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
      <div className="pt-6">{arrival}</div>
    </div>
  )
}
