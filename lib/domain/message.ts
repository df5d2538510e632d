import { z } from 'zod'

/** One part of a message; the OpenTelemetry GenAI shape with unknown parts kept as they came. */
export const MessagePart = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('reasoning'), text: z.string(), encrypted: z.boolean().optional() }),
  z.object({
    type: z.literal('tool_call'),
    id: z.string().nullable(),
    name: z.string(),
    /** A JSON value; the raw string where it does not parse. */
    arguments: z.unknown(),
    /** Executed by the provider, not by the application. */
    server: z.boolean().optional(),
  }),
  z.object({
    type: z.literal('tool_result'),
    id: z.string().nullable(),
    name: z.string().nullable(),
    result: z.unknown(),
    isError: z.boolean().optional(),
    server: z.boolean().optional(),
  }),
  z.object({
    type: z.literal('media'),
    modality: z.enum(['image', 'audio', 'video', 'document', 'other']),
    mimeType: z.string().nullable(),
    uri: z.string().nullable(),
    fileId: z.string().nullable(),
    /** Inline content, base64. */
    base64: z.string().nullable(),
  }),
  z.object({ type: z.literal('compaction'), text: z.string() }),
  z.object({ type: z.literal('unknown'), raw: z.unknown() }),
])
export type MessagePart = z.infer<typeof MessagePart>

export const MessageRole = z.enum(['system', 'developer', 'user', 'assistant', 'tool'])
export type MessageRole = z.infer<typeof MessageRole>

export const Message = z.object({
  role: MessageRole,
  name: z.string().nullable(),
  parts: z.array(MessagePart),
  finishReason: z.string().nullable(),
})
export type Message = z.infer<typeof Message>

export const ToolDefinition = z.object({
  name: z.string(),
  description: z.string().nullable(),
  /** JSON schema of the arguments, as sent. */
  parameters: z.unknown(),
})
export type ToolDefinition = z.infer<typeof ToolDefinition>

/**
 * What a span said, decoded from its raw attributes on read.
 * `input`/`output` are the payloads of spans that are no model calls (any JSON value, or text).
 */
export const SpanContent = z.object({
  systemInstructions: z.array(MessagePart),
  inputMessages: z.array(Message),
  outputMessages: z.array(Message),
  toolDefinitions: z.array(ToolDefinition),
  input: z.unknown(),
  output: z.unknown(),
  /** Request parameters (temperature, max_tokens ...) as sent. */
  requestParameters: z.record(z.string(), z.unknown()),
  state: z.enum(['full', 'truncated', 'redacted', 'absent']),
})
export type SpanContent = z.infer<typeof SpanContent>

export const emptyContent: SpanContent = {
  systemInstructions: [],
  inputMessages: [],
  outputMessages: [],
  toolDefinitions: [],
  input: null,
  output: null,
  requestParameters: {},
  state: 'absent',
}
