# Adds headers to each response that is an object, and passes any other on untouched.
{type: "ready", protocol: 1, hooks: ["after"], concurrency: 1},
(inputs | select(.type == "invoke") |
  if (.body | type) == "object" then
    .context.requestId as $request |
    {type: "result", id, action: "replace",
      body: (.body | .headers += {"x-request-id": $request, "x-content-type-options": "nosniff"})}
  else {type: "result", id, action: "continue"} end)
