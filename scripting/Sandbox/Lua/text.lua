-- The string library: what could make large texts computes their size first.
local S = ...
S.max_text, S.max_memory = 16384, 16000
local E = S.environment
local error, type, select, tostring, tointeger = error, type, select, E.tostring, math.tointeger
local rep, sub, byte, format, concat = string.rep, string.sub, string.byte, string.format, table.concat

local T = {}
E.string = T
for _, name in ipairs { "byte", "char", "len", "lower", "reverse", "sub", "upper" } do
  T[name] = string[name]
end

-- In one place, so that ("x"):rep is what string.rep is.
debug.setmetatable("", { __index = T, __metatable = false })

local function text(v, name)
  local kind = type(v)
  if kind == "string" then
    return v
  elseif kind == "number" then
    return tostring(v)
  end
  error(name .. ": a text is needed, not a " .. kind, 3)
end
S.text = text

local function check_size(size, name)
  if not (size <= S.max_text) then
    error(name .. ": a text of more than " .. S.max_text .. " bytes", 3)
  end
end
S.check_size = check_size

function T.rep(s, n, separator)
  s = text(s, "rep")
  separator = separator == nil and "" or text(separator, "rep")
  n = tointeger(n) or error("rep: a whole number is needed", 2)
  if n <= 0 or #s + #separator == 0 then
    return ""
  end
  check_size((#s + #separator) * (n + 0.0), "rep")
  return rep(s, n, separator)
end

-- One conversion: flags, width, precision and letter begin after a percent sign.
local function conversion(form, at)
  local i = at
  local function pass(most, allowed)
    local first = i
    while i - first < most and allowed[byte(form, i)] do
      i = i + 1
    end
  end
  pass(5, S.flags)
  pass(2, S.digits)
  if byte(form, i) == 46 then
    i = i + 1
    pass(2, S.digits)
  end
  return sub(form, at, i), i
end

S.flags, S.digits = {}, {}
for c in string.gmatch("-+ #0", ".") do
  S.flags[byte(c)] = true
end
for c = 48, 57 do
  S.digits[c] = true
end

local whole, real = { d = true, i = true, c = true, x = true, X = true, o = true }, { e = true, E = true, f = true, g = true, G = true }

local function converted(spec, v)
  local letter = sub(spec, -1)
  if whole[letter] then
    return format("%" .. spec, v)
  elseif real[letter] then
    if v ~= v then
      return "nan"
    end
    return format("%" .. spec, v)
  elseif letter == "s" then
    return format("%" .. spec, tostring(v))
  elseif letter == "q" and spec == "q" then
    return format("%q", v)
  end
  error("format: '%" .. spec .. "' is not available", 3)
end

function T.format(form, ...)
  form = text(form, "format")
  local pieces, n, size, argument, from = {}, 0, 0, 0, 1
  local count = select("#", ...)
  local values = { ... }
  local function add(piece)
    n, size = n + 1, size + #piece
    check_size(size, "format")
    pieces[n] = piece
  end
  local at = 1
  while at <= #form do
    if byte(form, at) ~= 37 then
      at = at + 1
    else
      add(sub(form, from, at - 1))
      if byte(form, at + 1) == 37 then
        add("%")
        at = at + 2
      else
        local spec, last = conversion(form, at + 1)
        argument = argument + 1
        if argument > count then
          error("format: no value for '%" .. spec .. "'", 2)
        end
        add(converted(spec, values[argument]))
        at = last + 1
      end
      from = at
    end
  end
  add(sub(form, from))
  return concat(pieces)
end
