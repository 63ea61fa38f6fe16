-- The patterns of Lua's manual (6.4.1), in Lua: so each step of a match counts as instructions, which those of the real
-- ones, written in C, do not.
local S = ...
local E = S.environment
local T, text, tostring = E.string, S.text, E.tostring
local error, type, byte, sub, concat, lower, tointeger = error, type, string.byte, string.sub, table.concat, string.lower, math.tointeger

local MAX_CAPTURES, MAX_DEPTH, POSITION, OPEN = 32, 200, -1, -2

local function alpha(c) return c >= 97 and c <= 122 or c >= 65 and c <= 90 end
local function digit(c) return c >= 48 and c <= 57 end
local function graph(c) return c > 32 and c < 127 end
local function alnum(c) return alpha(c) or digit(c) end
local classes = {
  a = alpha,
  c = function(c) return c < 32 or c == 127 end,
  d = digit,
  g = graph,
  l = function(c) return c >= 97 and c <= 122 end,
  p = function(c) return graph(c) and not alnum(c) end,
  s = function(c) return c == 32 or c >= 9 and c <= 13 end,
  u = function(c) return c >= 65 and c <= 90 end,
  w = alnum,
  x = function(c) return digit(c) or c >= 97 and c <= 102 or c >= 65 and c <= 70 end,
}

-- Whether a byte is in the class that a letter names; any other sign stands for itself.
local function in_class(c, sign)
  local letter = sub(sign, 1, 1)
  local class = classes[lower(letter)]
  if not class then
    return c == byte(letter)
  end
  return class(c) == (letter == lower(letter))
end

local function malformed(why)
  error("malformed pattern (" .. why .. ")", 0)
end

local function new_matcher(s, p)
  local slen, plen = #s, #p
  local level, starts, lengths, depth = 0, {}, {}, 0
  local match

  -- Where the single class at i ends.
  local function class_end(i)
    local c = byte(p, i)
    i = i + 1
    if c == 37 then
      if i > plen then
        malformed("ends with '%'")
      end
      return i + 1
    elseif c == 91 then
      if byte(p, i) == 94 then
        i = i + 1
      end
      repeat
        if i > plen then
          malformed("missing ']'")
        end
        c = byte(p, i)
        i = i + 1
        if c == 37 and i <= plen then
          i = i + 1
        end
      until byte(p, i) == 93
      return i + 1
    end
    return i
  end

  -- A set: i is at its '[', last at its ']'.
  local function in_set(c, i, last)
    local wanted = true
    if byte(p, i + 1) == 94 then
      wanted = false
      i = i + 1
    end
    i = i + 1
    while i < last do
      local at = byte(p, i)
      if at == 37 then
        i = i + 1
        if in_class(c, sub(p, i, i)) then
          return wanted
        end
        i = i + 1
      elseif byte(p, i + 1) == 45 and i + 2 < last then
        if at <= c and c <= byte(p, i + 2) then
          return wanted
        end
        i = i + 3
      else
        if at == c then
          return wanted
        end
        i = i + 1
      end
    end
    return not wanted
  end

  local function single(i, j, after)
    local c = byte(s, i)
    if not c then
      return false
    end
    local at = byte(p, j)
    if at == 46 then
      return true
    elseif at == 37 then
      return in_class(c, sub(p, j + 1, j + 1))
    elseif at == 91 then
      return in_set(c, j, after - 1)
    end
    return at == c
  end

  local function balance(i, j)
    if j + 1 > plen then
      malformed("missing arguments to '%b'")
    end
    local open, close, nested = byte(p, j), byte(p, j + 1), 1
    if byte(s, i) ~= open then
      return nil
    end
    for k = i + 1, slen do
      local c = byte(s, k)
      if c == close then
        nested = nested - 1
        if nested == 0 then
          return k + 1
        end
      elseif c == open then
        nested = nested + 1
      end
    end
  end

  local function most(i, j, after)
    local n = 0
    while single(i + n, j, after) do
      n = n + 1
    end
    while n >= 0 do
      local last = match(i + n, after + 1)
      if last then
        return last
      end
      n = n - 1
    end
  end

  local function least(i, j, after)
    while true do
      local last = match(i, after + 1)
      if last then
        return last
      elseif not single(i, j, after) then
        return nil
      end
      i = i + 1
    end
  end

  local function begin_capture(i, j, kind)
    if level >= MAX_CAPTURES then
      error("too many captures", 0)
    end
    level = level + 1
    starts[level], lengths[level] = i, kind
    local last = match(i, j)
    if not last then
      level = level - 1
    end
    return last
  end

  local function end_capture(i, j)
    local own
    for k = level, 1, -1 do
      if lengths[k] == OPEN then
        own = k
        break
      end
    end
    if not own then
      error("invalid pattern capture", 0)
    end
    lengths[own] = i - starts[own]
    local last = match(i, j)
    if not last then
      lengths[own] = OPEN
    end
    return last
  end

  local function again(i, c)
    local k = c - 48
    if k < 1 or k > level or lengths[k] == OPEN then
      error("invalid capture index %" .. (k >= 0 and k or 0), 0)
    end
    local length = lengths[k]
    if length == POSITION or i + length - 1 > slen or sub(s, i, i + length - 1) ~= sub(s, starts[k], starts[k] + length - 1) then
      return nil
    end
    return i + length
  end

  local function frontier(i, j)
    if byte(p, j) ~= 91 then
      error("missing '[' after '%f' in pattern", 0)
    end
    local after = class_end(j)
    if not in_set(i > 1 and byte(s, i - 1) or 0, j, after - 1) and in_set(byte(s, i) or 0, j, after - 1) then
      return after
    end
  end

  -- Matches the pattern from j on at i; gives the place after the match.
  local function match_here(i, j)
    while true do
      if j > plen then
        return i
      end
      local c, following = byte(p, j), byte(p, j + 1)
      if c == 40 then
        if following == 41 then
          return begin_capture(i, j + 2, POSITION)
        end
        return begin_capture(i, j + 1, OPEN)
      elseif c == 41 then
        return end_capture(i, j + 1)
      elseif c == 36 and j == plen then
        return i == slen + 1 and i or nil
      elseif c == 37 and following == 98 then
        i = balance(i, j + 2)
        j = j + 4
        if not i then
          return nil
        end
      elseif c == 37 and following == 102 then
        j = frontier(i, j + 2)
        if not j then
          return nil
        end
      elseif c == 37 and following and digit(following) then
        i = again(i, following)
        j = j + 2
        if not i then
          return nil
        end
      else
        local after = class_end(j)
        local mark = byte(p, after)
        if mark == 63 then
          if single(i, j, after) then
            local last = match(i + 1, after + 1)
            if last then
              return last
            end
          end
          j = after + 1
        elseif mark == 43 then
          return single(i, j, after) and most(i + 1, j, after) or nil
        elseif mark == 42 then
          return most(i, j, after)
        elseif mark == 45 then
          return least(i, j, after)
        elseif single(i, j, after) then
          i, j = i + 1, after
        else
          return nil
        end
      end
    end
  end

  function match(i, j)
    depth = depth + 1
    if depth > MAX_DEPTH then
      error("pattern too complex", 0)
    end
    local last = match_here(i, j)
    depth = depth - 1
    return last
  end

  local M = {}

  function M.at(i, j)
    level, depth = 0, 0
    return match(i, j)
  end

  function M.capture(k, first, after)
    if k > level then
      if k == 1 then
        return sub(s, first, after - 1)
      end
      error("invalid capture index %" .. k, 0)
    end
    local length = lengths[k]
    if length == OPEN then
      error("unfinished capture", 0)
    elseif length == POSITION then
      return starts[k]
    end
    return sub(s, starts[k], starts[k] + length - 1)
  end

  -- All captures; where the pattern has none, the whole match if it is wanted.
  function M.captures(first, after, whole)
    local all, n = {}, level
    if n == 0 and whole then
      n = 1
    end
    for k = 1, n do
      all[k] = M.capture(k, first, after)
    end
    return all, n
  end

  return M
end

local unpack = table.unpack

local function start_of(s, init)
  init = init == nil and 1 or tointeger(init) or error("a whole number is needed as the place to begin", 3)
  if init > 0 then
    return init
  elseif init == 0 or init < -#s then
    return 1
  end
  return #s + init + 1
end

-- A text in a text, without patterns; byte for byte, for in C it would be one instruction of any length.
local function find_plain(s, p, from)
  local n, first = #p, byte(p)
  if n == 0 then
    return from, from - 1
  end
  for i = from, #s - n + 1 do
    if byte(s, i) == first and sub(s, i, i + n - 1) == p then
      return i, i + n - 1
    end
  end
  return nil
end

local specials = {}
for c in string.gmatch("^$*+?.([%-", ".") do
  specials[byte(c)] = true
end

local function is_plain(p)
  for i = 1, #p do
    if specials[byte(p, i)] then
      return false
    end
  end
  return true
end

local function first_match(s, p, from)
  local matcher = new_matcher(s, p)
  local anchored = byte(p) == 94
  for i = from, anchored and from or #s + 1 do
    local after = matcher.at(i, anchored and 2 or 1)
    if after then
      return matcher, i, after
    end
  end
end

function T.find(s, p, init, plain)
  s, p = text(s, "find"), text(p, "find")
  local from = start_of(s, init)
  if from > #s + 1 then
    return nil
  elseif plain or is_plain(p) then
    return find_plain(s, p, from)
  end
  local matcher, i, after = first_match(s, p, from)
  if not matcher then
    return nil
  end
  local all, n = matcher.captures(i, after, false)
  return i, after - 1, unpack(all, 1, n)
end

function T.match(s, p, init)
  s, p = text(s, "match"), text(p, "match")
  local from = start_of(s, init)
  if from > #s + 1 then
    return nil
  end
  local matcher, i, after = first_match(s, p, from)
  if not matcher then
    return nil
  end
  local all, n = matcher.captures(i, after, true)
  return unpack(all, 1, n)
end

function T.gmatch(s, p, init)
  s, p = text(s, "gmatch"), text(p, "gmatch")
  local at, last = start_of(s, init), nil
  local matcher = new_matcher(s, p)
  return function()
    while at <= #s + 1 do
      local after = matcher.at(at, 1)
      if after and after ~= last then
        local all, n = matcher.captures(at, after, true)
        at, last = after, after
        return unpack(all, 1, n)
      end
      at = at + 1
    end
  end
end

-- What a match is replaced by.
local function replacement(matcher, by, first, after)
  local kind = type(by)
  local value
  if kind == "string" then
    local pieces, n, from, at = {}, 0, 1, 1
    while at <= #by do
      if byte(by, at) ~= 37 then
        at = at + 1
      else
        local c = byte(by, at + 1)
        local piece
        if c == 37 then
          piece = "%"
        elseif c == 48 then
          piece = matcher.whole(first, after)
        elseif c and digit(c) then
          piece = tostring(matcher.capture(c - 48, first, after))
        else
          error("invalid use of '%' in replacement string", 0)
        end
        pieces[n + 1], pieces[n + 2] = sub(by, from, at - 1), piece
        n, at = n + 2, at + 2
        from = at
        S.check_size(#piece * (n + 0.0) / 2, "gsub")
      end
    end
    pieces[n + 1] = sub(by, from)
    return concat(pieces)
  elseif kind == "table" then
    value = by[matcher.capture(1, first, after)]
  else
    local all, n = matcher.captures(first, after, true)
    value = by(unpack(all, 1, n))
  end
  if not value then
    return matcher.whole(first, after)
  elseif type(value) ~= "string" and type(value) ~= "number" then
    error("invalid replacement value (a " .. type(value) .. ")", 0)
  end
  return tostring(value)
end

function T.gsub(s, p, by, most)
  s, p = text(s, "gsub"), text(p, "gsub")
  if type(by) == "number" then
    by = tostring(by)
  elseif type(by) ~= "string" and type(by) ~= "table" and type(by) ~= "function" then
    error("gsub: a text, a table or a function is needed, not a " .. type(by), 2)
  end
  most = most == nil and #s + 1 or tointeger(most) or error("gsub: a whole number is needed", 2)
  local anchored = byte(p) == 94
  local matcher = new_matcher(s, p)
  function matcher.whole(first, after)
    return sub(s, first, after - 1)
  end
  local pieces, count, size, at, kept, last, n = {}, 0, 0, 1, 1, nil, 0
  local function add(piece)
    count, size = count + 1, size + #piece
    S.check_size(size, "gsub")
    pieces[count] = piece
  end
  while n < most do
    local after = matcher.at(at, anchored and 2 or 1)
    if after and after ~= last then
      n = n + 1
      add(sub(s, kept, at - 1))
      add(replacement(matcher, by, at, after))
      at, kept, last = after, after, after
    elseif at <= #s then
      at = at + 1
    else
      break
    end
    if anchored then
      break
    end
  end
  add(sub(s, kept))
  return concat(pieces), n
end
