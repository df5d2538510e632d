import type { Metadata } from 'next'
import Link from 'next/link'
import { paths } from '#lib/paths.ts'
import { openApi, type JsonSchema, type Operation, type Parameter } from '#lib/server/open-api.ts'

export const metadata: Metadata = { title: 'API' }
// Only code decides what it says, but every page is checked by Host, which needs a request.
export const dynamic = 'force-dynamic'

/** The OpenAPI document, readable without any script. */
export default function ApiDocsPage() {
  const { info, paths: endpoints } = openApi()
  const operations = Object.entries(endpoints).flatMap(([path, byMethod]) =>
    Object.entries(byMethod).map(([method, operation]) => ({ path, method, operation })),
  )
  return (
    <main className="mx-auto flex max-w-4xl flex-col gap-8 px-6 py-10 text-sm">
      <header className="flex flex-col gap-2">
        <Link href={paths.home} className="w-fit text-accent underline-offset-2 hover:underline">
          Tachograph
        </Link>
        <h1 className="text-xl font-semibold">{info['title']}</h1>
        <p>{info['description']}</p>
        <p>
          In the examples <code>$TACHO_URL</code> is the address of this server, <code>$TACHO_KEY</code> a key of the
          project, and <code>cookies.txt</code> what{' '}
          <a href="#signIn" className="text-accent underline underline-offset-2">
            signing in
          </a>{' '}
          has answered.
        </p>
        <p>
          The same as a machine reads it:{' '}
          {/* oxlint-disable-next-line next/no-html-link-for-pages -- a JSON document, not a page of ours */}
          <a href="/api/v1/openapi.json" className="font-mono text-accent underline-offset-2 hover:underline">
            /api/v1/openapi.json
          </a>
        </p>
      </header>
      <nav aria-label="Endpoints">
        <ul className="grid gap-x-8 gap-y-0.5 wide:grid-cols-2">
          {operations.map(({ operation }) => (
            <li key={operation.operationId} className="truncate">
              <a
                href={`#${operation.operationId}`}
                title={operation.summary}
                className="text-accent underline-offset-2 hover:underline"
              >
                {operation.summary}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {operations.map((each) => (
        <EndpointSection key={each.operation.operationId} {...each} />
      ))}
    </main>
  )
}

type EndpointSectionProps = { method: string; path: string; operation: Operation }

function EndpointSection({ method, path, operation }: EndpointSectionProps) {
  return (
    <section aria-labelledby={operation.operationId} className="flex flex-col gap-3">
      <h2 id={operation.operationId} className="font-mono text-base font-medium break-all">
        {method.toUpperCase()} {path}
      </h2>
      <p>
        {operation.summary}. {operation.description}
      </p>
      {operation['x-codeSamples'].map(({ source }) => (
        <pre key={source} className="border bg-sunken p-3 text-xs break-words whitespace-pre-wrap">
          {source}
        </pre>
      ))}
      {operation.parameters.length > 0 && <ParameterTable parameters={operation.parameters} />}
      {operation.requestBody === undefined ? null : (
        <details>
          <summary className="cursor-pointer">Schema of the body</summary>
          <pre className="mt-2 border p-3 text-xs break-words whitespace-pre-wrap">
            {JSON.stringify(operation.requestBody, null, 2)}
          </pre>
        </details>
      )}
      <details>
        <summary className="cursor-pointer">Schema of the answer</summary>
        <pre className="mt-2 border p-3 text-xs break-words whitespace-pre-wrap">
          {JSON.stringify(answerOf(operation), null, 2)}
        </pre>
      </details>
    </section>
  )
}

function ParameterTable({ parameters }: { parameters: readonly Parameter[] }) {
  return (
    <table className="w-full table-fixed text-left wrap-anywhere">
      <thead>
        <tr>
          <th className="w-2/5 py-1 pr-4 font-medium narrow:w-1/5">Parameter</th>
          <th className="w-1/8 py-1 pr-4 font-medium max-narrow:hidden">In</th>
          <th className="w-1/4 py-1 pr-4 font-medium max-narrow:hidden">Type</th>
          <th className="py-1 font-medium">Meaning</th>
        </tr>
      </thead>
      <tbody>
        {parameters.map(({ name, in: place, required, schema, description }) => (
          <tr key={`${place} ${name}`} className="border-t align-top">
            <td className="py-1 pr-4 font-mono">
              {name}
              <span className="block text-xs text-ink-3 narrow:hidden">{typeOf(schema)}</span>
            </td>
            <td className="py-1 pr-4 max-narrow:hidden">{required ? `${place}, required` : place}</td>
            <td className="py-1 pr-4 font-mono break-words max-narrow:hidden">{typeOf(schema)}</td>
            <td className="py-1">
              <WithCode text={description} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What stands between backticks is code. */
function WithCode({ text = '' }: { text?: string | undefined }) {
  return text.split('`').map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))
}

function answerOf({ responses }: Operation): unknown {
  return responses['200']
}

/** A schema in a few words: its values, or its type. */
function typeOf(schema: JsonSchema): string {
  if (Array.isArray(schema['enum'])) return schema['enum'].join(' | ')
  const fallback = schema['default'] === undefined ? '' : ` = ${JSON.stringify(schema['default'])}`
  const type = typeof schema['type'] === 'string' ? schema['type'] : 'any'
  return `${type}${type === 'array' ? ' (repeats)' : ''}${fallback}`
}
