using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Types;

/// <summary>Arrays in records: written exactly, read back to the same bytes, bounded.</summary>
public sealed class RecordItemsTests
{
    private static readonly RecordSchema Schema = RecordSchema.Of<Basket>();

    public struct Fruit
    {
        public Price Price;
        public double Weight;
    }

    public struct Basket
    {
        public long Number;

        [Field("fruits", MaxItems = 3)]
        public Items<Fruit> Fruits;

        [Field("prices", MaxItems = 2)]
        public Items<Price> Prices;

        public double Total;
    }

    public struct Endless
    {
        public Items<Fruit> Fruits;
    }

    public struct Nested
    {
        [Field("baskets", MaxItems = 2)]
        public Items<Basket> Baskets;
    }

    private static byte[] Bytes(Basket basket, Fruit[] fruits, Price[] prices)
    {
        int size = Schema.Size;
        basket.Fruits = new Items<Fruit>(fruits.Length == 0 ? 0 : size, fruits.Length);
        basket.Prices = new Items<Price>(prices.Length == 0 ? 0 : size + (16 * fruits.Length), prices.Length);
        return [.. Records.Bytes(basket), .. MemoryMarshal.AsBytes(fruits.AsSpan()), .. MemoryMarshal.AsBytes(prices.AsSpan())];
    }

    private static string Json(byte[] record)
    {
        Utf8Buffer to = new();
        Schema.WriteJson(record, to);
        return Encoding.UTF8.GetString(to.Written);
    }

    private static byte[] Read(string json)
    {
        byte[] record = new byte[Schema.MaxSize];
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        return record[..Schema.ReadJson(ref reader, record)];
    }

    [Fact]
    public void Records_and_single_values_come_back_as_they_were()
    {
        byte[] full = Bytes(
            new Basket { Number = 7, Total = 0.1 },
            [new Fruit { Price = Price.Parse("1.25"), Weight = 0.3 }, new Fruit { Price = Price.Parse("-0.00000001"), Weight = double.NaN }],
            [Price.Parse("92233720368.54775807")]);
        string json = Json(full);
        Assert.Equal("""{"number":7,"fruits":[{"price":1.25,"weight":0.3},{"price":-0.00000001,"weight":null}],"prices":[92233720368.54775807],"total":0.1}""", json);
        Assert.Equal(json, Json(Read(json)));

        string empty = Json(Bytes(new Basket { Number = 1 }, [], []));
        Assert.Equal("""{"number":1,"fruits":[],"prices":[],"total":0}""", empty);
        Assert.Equal(empty, Json(Read(empty)));
    }

    [Fact]
    public void Random_records_come_back_as_they_were()
    {
        Random random = new(3);
        for (int i = 0; i < 300; i++)
        {
            Fruit[] fruits = [.. Enumerable.Range(0, random.Next(4)).Select(_ => new Fruit { Price = new Price(TextCases.AnyLong(random)), Weight = random.NextDouble() })];
            Price[] prices = [.. Enumerable.Range(0, random.Next(3)).Select(_ => new Price(TextCases.AnyLong(random)))];
            byte[] record = Bytes(new Basket { Number = i, Total = random.NextDouble() }, fruits, prices);
            Assert.Equal(record, Read(Json(record)));
        }
    }

    [Theory]
    [InlineData("""{"number":1,"fruits":[],"prices":[1,2,3],"total":0}""", "indicator: field 'prices' has more than 2 elements")]
    [InlineData("""{"number":1,"fruits":{},"prices":[],"total":0}""", "indicator: field 'fruits' is a JSON StartObject: write an array")]
    [InlineData("""{"number":1,"prices":[],"total":0}""", "indicator: field 'fruits' is missing: write an array")]
    [InlineData("""{"number":1,"fruits":null,"prices":[],"total":0}""", "indicator: field 'fruits' is null: write an array")]
    [InlineData("""{"number":1,"fruits":[],"prices":[1,"2"],"total":0}""", "indicator: field 'prices' is \"2\": write a number without exponent, at most 8 decimals, below 92 billion")]
    [InlineData("""{"number":1,"fruits":[{"weight":1}],"prices":[],"total":0}""", "indicator: in 'fruits', field 'price' is missing: write a number without exponent, at most 8 decimals, below 92 billion")]
    public void What_does_not_fit_is_told_by_name(string json, string message) =>
        Assert.Equal(message, ErrorOf(json));

    private static string ErrorOf(string json) => Assert.Throws<FormatException>(() => Read(json)).Message;

    [Fact]
    public void An_array_needs_an_end_and_holds_no_arrays()
    {
        static string Refusal(Type type) => Assert.Throws<InvalidOperationException>(() => RecordSchema.Of(type)).Message;
        Assert.Equal("field 'Fruits' is an array without an end: say MaxItems", Refusal(typeof(Endless)));
        Assert.Equal("field 'Baskets' is an array of 'Basket', which has arrays itself: make it flat", Refusal(typeof(Nested)));
    }

    [Fact]
    public void In_CSV_an_array_is_one_cell()
    {
        Utf8Buffer to = new();
        Schema.WriteCell(Schema.Find("fruits")!, Bytes(default, [new Fruit { Price = Price.Parse("1"), Weight = 2 }], []), to);
        Assert.Equal("\"[{\"\"price\"\":1,\"\"weight\"\":2}]\"", Encoding.UTF8.GetString(to.Written));
    }
}
