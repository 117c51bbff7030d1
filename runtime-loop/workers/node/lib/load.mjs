import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { RuntimeFault } from './errors.mjs';

const EXTENSIONS = ['', '.js', '.mjs', '.cjs'];
const NOT_FOUND = new Set(['MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND', 'ERR_UNSUPPORTED_DIR_IMPORT']);

/** The function that `name` (`folder/module.export`, `module.object.method`) stands for, seen from `root`. */
export async function loadHandler(name, root) {
  const { moduleName, exportName } = split(name);
  const exported = await importFile(resolve(moduleName, root), moduleName);
  const handler = find(exported, exportName);
  if (handler === undefined) {
    throw new RuntimeFault('Runtime.HandlerNotFound', `${name} is undefined or not exported`);
  }
  if (typeof handler !== 'function') {
    throw new RuntimeFault('Runtime.HandlerNotFound', `${name} is not a function`);
  }
  return handler;
}

/** Imports a file, ES module or CommonJS; what can't be imported becomes an error of the platform's types. */
export async function importFile(file, name) {
  try {
    return await import(pathToFileURL(file).href);
  } catch (error) {
    if (error instanceof SyntaxError) {
      const fault = new RuntimeFault('Runtime.UserCodeSyntaxError', `cannot import ${name}: ${error}`, error);
      fault.stack = syntaxErrorStack(file) ?? fault.stack;
      throw fault;
    }
    if (NOT_FOUND.has(error?.code)) {
      throw new RuntimeFault('Runtime.ImportModuleError', `cannot import ${name}: ${error.message}`, error);
    }
    throw error;
  }
}

/** File and line: the error that `import` throws for an ES module doesn't know them, but `node --check` does. */
function syntaxErrorStack(file) {
  const { status, stderr } = spawnSync(process.execPath, ['--check', file], { encoding: 'utf8' });
  return status === 0 ? undefined : stderr.replace(/\nNode\.js v.*\n/, '').trimEnd();
}

function split(name) {
  const slash = name.lastIndexOf('/') + 1;
  const dot = name.indexOf('.', slash);
  if (dot <= slash || dot === name.length - 1 || name.split('/').includes('..')) {
    throw new RuntimeFault(
      'Runtime.MalformedHandlerName',
      `cannot read the handler name \`${name}\`: it must have the form module.function`,
    );
  }
  return { moduleName: name.slice(0, dot), exportName: name.slice(dot + 1) };
}

function resolve(moduleName, root) {
  const base = path.resolve(root, moduleName);
  const file = EXTENSIONS.map((extension) => base + extension).find(isFile);
  if (file) {
    return file;
  }
  try {
    return createRequire(path.join(root, 'index.js')).resolve(moduleName); // a package in node_modules
  } catch (error) {
    throw new RuntimeFault(
      'Runtime.ImportModuleError',
      `cannot find module ${moduleName}: there is no ${base}{.js,.mjs,.cjs}, nor a package of that name`,
    );
  }
}

function isFile(file) {
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** ES modules export names; of CommonJS modules `default` is `module.exports`. */
function find(exported, exportName) {
  const members = exportName.split('.');
  const walk = (start) => members.reduce((value, member) => value?.[member], start);
  return walk(exported) ?? walk(exported.default);
}
