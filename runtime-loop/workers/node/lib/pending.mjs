/**
 * What a function waits for, in lines for a person. No code of it runs, so it has no stack; what keeps the event loop
 * busy is the next best thing. `ours` is the kit's own input.
 */
export function pending(ours) {
  const resources = process.getActiveResourcesInfo();
  const own = resources.indexOf('PipeWrap');
  if (own >= 0) {
    resources.splice(own, 1);
  }
  const names = resources.length === 0 ? ['nothing: no timer, no connection, no file'] : counted(resources);
  return [`waiting for: ${names.join(', ')}`, ...details(ours)];
}

/** `Timeout` three times is `Timeout (3)`. */
function counted(names) {
  const counts = new Map();
  for (const name of names) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => (count === 1 ? name : `${name} (${count})`));
}

/** Whom it is connected to and which processes it runs, as far as this version of Node tells. */
function details(ours) {
  const handles = process._getActiveHandles?.() ?? [];
  return handles.filter((handle) => handle !== ours).flatMap(described);
}

function described(handle) {
  if (handle.spawnfile !== undefined) {
    return [`  child process ${handle.pid}: ${handle.spawnfile}`];
  }
  const host = handle._host ?? handle.remoteAddress;
  if (host === undefined || host === null) {
    return [];
  }
  const port = handle.remotePort === undefined ? '' : `:${handle.remotePort}`;
  return [`  ${handle.connecting ? 'connecting' : 'connected'} to ${host}${port}`];
}
