//! What is written as JSON, declared once: a struct whose fields, in their order, are the keys of an object. The same
//! declaration writes the object, gives the columns of its table, and tells its schema; the comments of the fields are
//! what the schema says of them.

use std::borrow::Cow;

use super::failure::GivenId;
use super::json_writer::JsonWriter;
use super::table::Cell;
use crate::model::{
    Approx, Basis, BlockKind, CitationKind, Contrast, CueKind, DateKind, Day, EntityKind, FactKind,
    FigureKind, Format, Modifier, PublishedFrom, SourceForm, SourceKind, Style,
};

/// The shape of a value, from which the schemas of all readers are made.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    /// A string.
    Text,
    /// One of these strings.
    Name(Vec<&'static str>),
    /// A day as `YYYY-MM-DD`.
    Day,
    /// A whole number that is not below 0.
    Whole,
    /// A number.
    Float,
    /// True or false.
    Bool,
    /// A string, a number or null, as an input gave it.
    Given,
    /// The value, or null.
    Maybe(Box<Shape>),
    /// An array.
    List(Box<Shape>),
    /// An object.
    Object(Object),
}

/// The shape of an object.
#[derive(Clone, Debug)]
pub(super) struct Object {
    /// What schemas call it.
    pub(super) name: &'static str,
    /// What it is.
    pub(super) about: String,
    /// Its keys, every one of which is always there.
    pub(super) fields: Vec<Field>,
}

/// A key of an object.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) about: String,
    pub(super) shape: Shape,
}

/// What can be written as JSON and told of in a schema.
pub(super) trait Wire {
    /// The shape of all values of this type.
    fn shape() -> Shape;

    /// Writes the value.
    fn write(&self, json: &mut JsonWriter<'_>);
}

/// What fits into a cell of a table.
pub(super) trait Flat: Wire {
    /// The value as a cell.
    fn cell(&self) -> Cell<'_>;
}

/// The columns of a table, or some of them.
pub(super) trait Row {
    /// The columns in their order.
    fn fields() -> Vec<Field>;

    /// The names of the columns.
    fn names() -> Vec<&'static str>;

    /// Appends the values of a row.
    fn cells<'s>(&'s self, row: &mut Vec<Cell<'s>>);
}

impl<A: Row, B: Row, C: Row> Row for (A, B, C) {
    fn fields() -> Vec<Field> {
        [A::fields(), B::fields(), C::fields()].concat()
    }

    fn names() -> Vec<&'static str> {
        [A::names(), B::names(), C::names()].concat()
    }

    fn cells<'s>(&'s self, row: &mut Vec<Cell<'s>>) {
        self.0.cells(row);
        self.1.cells(row);
        self.2.cells(row);
    }
}

/// The shape of the rows of a table.
pub(super) fn table<R: Row>(name: &'static str, about: &str) -> Object {
    Object {
        name,
        about: about.to_owned(),
        fields: R::fields(),
    }
}

/// The key that a field stands for: a raw identifier is written without its mark.
pub(super) const fn key(field: &'static str) -> &'static str {
    match field.as_bytes() {
        [b'r', b'#', ..] => field.split_at(2).1,
        _ => field,
    }
}

/// The lines of a comment as one.
pub(super) fn prose(lines: &[&str]) -> String {
    let lines: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
    lines.join(" ")
}

/// What schemas tell of the fields of a struct.
macro_rules! fields {
    ($($(#[doc = $doc:literal])+ $field:ident: $type:ty,)+) => {{
        use $crate::report::wire::{Field, Wire, key, prose};
        vec![$(Field {
            name: key(stringify!($field)),
            about: prose(&[$($doc),+]),
            shape: <$type as Wire>::shape(),
        }),+]
    }};
}

/// Declares an object: a struct with comments, its writer and its shape.
macro_rules! object {
    (
        $(#[doc = $about:literal])+
        $vis:vis struct $name:ident $(<$life:lifetime>)? {
            $($(#[doc = $doc:literal])+ $field:ident: $type:ty,)+
        }
    ) => {
        $(#[doc = $about])+
        $vis struct $name $(<$life>)? {
            $($(#[doc = $doc])+ $vis $field: $type,)+
        }

        impl $(<$life>)? $name $(<$life>)? {
            /// What schemas tell of it.
            $vis fn object() -> $crate::report::wire::Object {
                use $crate::report::wire::{Object, fields, prose};
                Object {
                    name: stringify!($name),
                    about: prose(&[$($about),+]),
                    fields: fields!($($(#[doc = $doc])+ $field: $type,)+),
                }
            }
        }

        impl $(<$life>)? $crate::report::wire::Wire for $name $(<$life>)? {
            fn shape() -> $crate::report::wire::Shape {
                $crate::report::wire::Shape::Object(Self::object())
            }

            fn write(&self, json: &mut $crate::report::json_writer::JsonWriter<'_>) {
                json.object(|json| {
                    $(self.$field.write(json.key(const { $crate::report::wire::key(stringify!($field)) }));)+
                });
            }
        }
    };
}

/// Declares columns of a table: a struct with comments, its cells and their shapes.
macro_rules! row {
    (
        $(#[doc = $about:literal])+
        $vis:vis struct $name:ident $(<$life:lifetime>)? {
            $($(#[doc = $doc:literal])+ $field:ident: $type:ty,)+
        }
    ) => {
        $(#[doc = $about])+
        $vis struct $name $(<$life>)? {
            $($(#[doc = $doc])+ $vis $field: $type,)+
        }

        impl $(<$life>)? $crate::report::wire::Row for $name $(<$life>)? {
            fn fields() -> Vec<$crate::report::wire::Field> {
                $crate::report::wire::fields!($($(#[doc = $doc])+ $field: $type,)+)
            }

            fn names() -> Vec<&'static str> {
                vec![$(const { $crate::report::wire::key(stringify!($field)) }),+]
            }

            fn cells<'s>(&'s self, row: &mut Vec<$crate::report::table::Cell<'s>>) {
                use $crate::report::wire::Flat;
                row.extend([$(self.$field.cell()),+]);
            }
        }
    };
}

pub(super) use {fields, object, row};

/// Gives a type that fits into a cell its shape and its cell.
macro_rules! flat {
    ($($type:ty => $shape:expr, |$value:ident| $cell:expr;)+) => {$(
        impl Wire for $type {
            fn shape() -> Shape {
                $shape
            }

            fn write(&self, json: &mut JsonWriter<'_>) {
                self.cell().write(json);
            }
        }

        impl Flat for $type {
            fn cell(&self) -> Cell<'_> {
                let $value = self;
                $cell
            }
        }
    )+};
}

flat! {
    &str => Shape::Text, |text| Cell::text(text);
    String => Shape::Text, |text| Cell::text(text);
    Cow<'_, str> => Shape::Text, |text| Cell::text(text);
    Day => Shape::Day, |day| Cell::owned(day.to_string());
    u32 => Shape::Whole, |number| Cell::Whole(u64::from(*number));
    u64 => Shape::Whole, |number| Cell::Whole(*number);
    f64 => Shape::Float, |number| Cell::float(Some(*number));
    bool => Shape::Bool, |flag| Cell::Bool(*flag);
    &[String] => Shape::List(Box::new(Shape::Text)), |items| Cell::List(items);
}

/// Gives enums with names their shape and their cell.
macro_rules! named {
    ($($type:ty),+ $(,)?) => {
        flat! {$(
            $type => Shape::Name(<$type>::ALL.iter().map(|value| value.name()).collect()), |value| Cell::text(value.name());
        )+}
    };
}

named!(
    Approx,
    Basis,
    BlockKind,
    CitationKind,
    Contrast,
    CueKind,
    DateKind,
    EntityKind,
    FactKind,
    FigureKind,
    Format,
    Modifier,
    PublishedFrom,
    SourceForm,
    SourceKind,
    Style,
);

impl<T: Wire> Wire for Option<T> {
    fn shape() -> Shape {
        Shape::Maybe(Box::new(T::shape()))
    }

    fn write(&self, json: &mut JsonWriter<'_>) {
        match self {
            Some(value) => value.write(json),
            None => json.null(),
        }
    }
}

impl<T: Flat> Flat for Option<T> {
    fn cell(&self) -> Cell<'_> {
        self.as_ref().map_or(Cell::Null, Flat::cell)
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }

    fn write(&self, json: &mut JsonWriter<'_>) {
        json.array(self, |json, item| item.write(json));
    }
}

impl Wire for [u32; 2] {
    fn shape() -> Shape {
        Shape::List(Box::new(Shape::Whole))
    }

    fn write(&self, json: &mut JsonWriter<'_>) {
        json.array(self, |json, item| item.write(json));
    }
}

impl Wire for GivenId {
    fn shape() -> Shape {
        Shape::Given
    }

    fn write(&self, json: &mut JsonWriter<'_>) {
        match self {
            Self::Text(text) => json.string(text),
            Self::Number(number) => json.literal(number),
            Self::None => json.null(),
        }
    }
}

/// Appends the value as JSON.
pub(super) fn write(value: &impl Wire, out: &mut String) {
    value.write(&mut JsonWriter::new(out));
}
