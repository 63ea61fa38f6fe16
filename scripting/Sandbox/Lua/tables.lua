-- The table library, in Lua: the real one goes through as many elements as a table claims to have without counting.
local S = ...
local E = S.environment
local writable, readable, tostring, text = S.writable, S.readable, E.tostring, S.text
local error, type, select, concat, unpack, tointeger = error, type, select, table.concat, table.unpack, math.tointeger

local L = {}
E.table = L

local function place(v, name)
  return tointeger(v) or error(name .. ": a whole number is needed as a place", 3)
end

function L.insert(t, ...)
  writable(t, "insert")
  local n, count = #t, select("#", ...)
  if count == 1 then
    t[n + 1] = (...)
    return
  elseif count ~= 2 then
    error("insert: a table, a place if it is not the end, and a value are needed", 2)
  end
  local at, v = ...
  at = place(at, "insert")
  if at < 1 or at > n + 1 then
    error("insert: the place is outside of the list", 2)
  end
  for i = n, at, -1 do
    t[i + 1] = t[i]
  end
  t[at] = v
end

function L.remove(t, at)
  writable(t, "remove")
  local n = #t
  if at == nil then
    at = n
  else
    at = place(at, "remove")
    if at ~= n and (at < 1 or at > n + 1) then
      error("remove: the place is outside of the list", 2)
    end
  end
  local v = t[at]
  for i = at, n - 1 do
    t[i] = t[i + 1]
  end
  t[at > n and at or n] = nil
  return v
end

function L.concat(t, separator, from, to)
  t = readable(t, "concat")
  separator = separator == nil and "" or text(separator, "concat")
  from = from == nil and 1 or place(from, "concat")
  to = to == nil and #t or place(to, "concat")
  local pieces, n, size = {}, 0, 0
  for i = from, to do
    local v = t[i]
    if type(v) ~= "string" and type(v) ~= "number" then
      error("concat: the value at " .. i .. " is a " .. type(v) .. ", not a text or a number", 2)
    end
    n = n + 1
    pieces[n] = tostring(v)
    size = size + #pieces[n] + #separator
    S.check_size(size - #separator, "concat")
  end
  return concat(pieces, separator)
end

-- The real one may answer with no value where it could give at most as many as a call takes.
local MOST = 200

function L.unpack(t, from, to)
  t = readable(t, "unpack")
  from = from == nil and 1 or place(from, "unpack")
  to = to == nil and #t or place(to, "unpack")
  if to - from >= MOST or (to > from and to - from < 0) then
    error("unpack: more than " .. MOST .. " values", 2)
  end
  return unpack(t, from, to)
end

function L.pack(...)
  return { n = select("#", ...), ... }
end

local function less(a, b)
  return a < b
end

-- Merges from below; equal elements keep their order, where the real one chooses by the clock.
function L.sort(t, comes_before)
  writable(t, "sort")
  comes_before = comes_before or less
  if type(comes_before) ~= "function" then
    error("sort: a function is needed that compares, not a " .. type(comes_before), 2)
  end
  local n = #t
  local from, to, width = t, {}, 1
  while width < n do
    for low = 1, n, 2 * width do
      local i, j = low, low + width
      local i_end, j_end = j, low + 2 * width
      if i_end > n + 1 then i_end = n + 1 end
      if j_end > n + 1 then j_end = n + 1 end
      for k = low, j_end - 1 do
        if i < i_end and (j >= j_end or not comes_before(from[j], from[i])) then
          to[k] = from[i]
          i = i + 1
        else
          to[k] = from[j]
          j = j + 1
        end
      end
    end
    from, to, width = to, from, width * 2
  end
  if from ~= t then
    for k = 1, n do
      t[k] = from[k]
    end
  end
end
