//! Steps whose closure is `async`: `gear!` writes these methods in the place of those without `async`.

use std::rc::Rc;

use super::{Form, Many, Pipeline, Records, Travels, flattened};
use crate::concurrency::InFlight;

#[doc(hidden)]
impl<'a, R, T: 'a, S: Form> Pipeline<'a, R, T, S> {
    pub fn __map_async<U: 'a>(self, f: impl AsyncFn(T) -> U + 'a) -> Pipeline<'a, R, U, S::Mapped>
    where
        T: Travels,
    {
        self.then(|records| late(records, f))
    }

    pub fn __flat_map_async<I: IntoIterator<Item: 'a, IntoIter: 'a> + 'a>(
        self,
        f: impl AsyncFn(T) -> I + 'a,
    ) -> Pipeline<'a, R, I::Item, Many>
    where
        T: Travels,
    {
        self.then(|records| flattened(late(records, f)))
    }

    pub fn __filter_async(self, f: impl AsyncFn(&T) -> bool + 'a) -> Pipeline<'a, R, T, S::Filtered> {
        self.then(|records| {
            let kept = late(records, async move |record| f(&record).await.then_some(record));
            Box::new(kept.filter_map(Result::transpose))
        })
    }

    pub fn __for_each_async(self, f: impl AsyncFn(&T) + 'a) -> Self {
        self.then(|records| {
            late(records, async move |record| {
                f(&record).await;
                record
            })
        })
    }
}

fn late<'a, T: 'a, U: 'a>(records: Records<'a, T>, f: impl AsyncFn(T) -> U + 'a) -> Records<'a, U> {
    let f = Rc::new(f);
    Box::new(InFlight::new(records, move |record| {
        let f = Rc::clone(&f);
        Box::pin(async move { f(record).await })
    }))
}
