// Writes lib/otlp/gen from otlp.binpb: hands protoc-gen-es the request protoc would have sent it.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import {
  CodeGeneratorRequestSchema,
  CodeGeneratorResponseSchema,
  FileDescriptorSetSchema,
} from "@bufbuild/protobuf/wkt";

const here = import.meta.dirname;
const plugin = path.join(here, "../../../node_modules/.bin/protoc-gen-es");
const target = path.join(here, "../gen");

const { file } = fromBinary(FileDescriptorSetSchema, readFileSync(path.join(here, "otlp.binpb")));
const request = create(CodeGeneratorRequestSchema, {
  protoFile: file,
  fileToGenerate: file.map(({ name }) => name).filter((name) => name !== "google/protobuf/any.proto"),
  parameter: "target=ts",
});
const response = execFileSync(plugin, { input: toBinary(CodeGeneratorRequestSchema, request) });
rmSync(target, { recursive: true, force: true });
for (const { name, content } of fromBinary(CodeGeneratorResponseSchema, response).file) {
  mkdirSync(path.dirname(path.join(target, name)), { recursive: true });
  writeFileSync(path.join(target, name), content);
}
