import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import type { ElementBounds } from "./element-bounds";

type Scan = { reader: BinaryReader; item: DescMessage; bounds: ElementBounds; maxDepth: number };
type Field = { wireType: WireType; isList: boolean; message: DescMessage | undefined };

const fieldsOf = new WeakMap<DescMessage, Map<number, Field>>();

/**
 * Counts the items, elements and fields of a protobuf message from its bytes, with the library's own reader and in its
 * own order, so that what is counted is what it would build.
 * @param given `item` is the type of message counted as an item, `maxDepth` the most messages inside each other
 * @throws CasebookError `too_large:elements`; any other error when the bytes are not such a message
 * @see https://protobuf.dev/programming-guides/encoding
 */
export function scanProtobuf(
  schema: DescMessage,
  bytes: Uint8Array,
  given: { item: DescMessage; bounds: ElementBounds; maxDepth: number },
): void {
  scanMessage(schema, bytes.byteLength, 1, { ...given, reader: new BinaryReader(bytes) });
}

function scanMessage(schema: DescMessage, length: number, depth: number, scan: Scan): void {
  const { reader, bounds, item, maxDepth } = scan;
  if (depth > maxDepth) throw new Error("The messages are nested too deep.");
  const fields = requireFields(schema);
  const end = reader.pos + length;
  while (reader.pos < end) {
    const [number, wireType] = reader.tag();
    bounds.addField();
    const field = fields.get(number);
    // The library reads a known field by its declared type whatever the tag says, which is not what is skipped here.
    if (field && field.wireType !== wireType) throw new Error(`Field ${number} has wire type ${wireType}.`);
    // proto3 has no groups, and what is inside one would not be counted.
    if (wireType === WireType.StartGroup) throw new Error("The message holds a group.");
    if (field?.isList) bounds.addElement();
    if (!field?.message) reader.skip(wireType, number);
    else {
      if (field.message === item) bounds.addItems(1);
      scanMessage(field.message, reader.uint32(), depth + 1, scan);
    }
  }
}

function requireFields(schema: DescMessage): Map<number, Field> {
  const known = fieldsOf.get(schema);
  if (known) return known;
  const fields = new Map(schema.fields.map((field) => [field.number, toField(field)]));
  fieldsOf.set(schema, fields);
  return fields;
}

function toField(field: DescField): Field {
  return { wireType: wireTypeOf(field), isList: field.fieldKind === "list", message: field.message };
}

function wireTypeOf({ message, scalar }: DescField): WireType {
  if (message) return WireType.LengthDelimited;
  switch (scalar) {
    case ScalarType.STRING:
    case ScalarType.BYTES:
      return WireType.LengthDelimited;
    case ScalarType.DOUBLE:
    case ScalarType.FIXED64:
    case ScalarType.SFIXED64:
      return WireType.Bit64;
    case ScalarType.FLOAT:
    case ScalarType.FIXED32:
    case ScalarType.SFIXED32:
      return WireType.Bit32;
    default:
      return WireType.Varint;
  }
}
